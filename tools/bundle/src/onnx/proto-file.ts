import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import protobuf from 'protobufjs/minimal.js';

/** One field of a protobuf message, and where its value is in the file. */
export interface ProtoField {
  readonly number: number;
  /** A variable-length integer's value; 0 for a field of another kind. */
  readonly integer: number;
  readonly start: number;
  readonly end: number;
}

/** The bytes are not protobuf, or are truncated. */
export class ProtoError extends Error {
  override readonly name = 'ProtoError';
}

/** A tag and a length, at most ten bytes each. */
const HEADER_BYTES = 20;
const WINDOW_BYTES = 64 * 1024;
/** The longest string that is read; names in a legitimate model are shorter. */
const TEXT_BYTES = 64 * 1024;

/**
 * Reads a protobuf file of any size field by field. A field that the caller does not enter is skipped without being
 * read, so that weights cost nothing.
 */
export class ProtoFile {
  readonly size: number;
  readonly #descriptor: number;
  #window = new Uint8Array();
  #windowStart = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'r');
    this.size = fstatSync(this.#descriptor).size;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /**
   * The fields of the message from `start` to `end` (default: the whole file), in order.
   * @throws ProtoError
   */
  *fields(start = 0, end = this.size): Generator<ProtoField> {
    let position = start;
    while (position < end) {
      const field = this.#field(position, end);
      yield field;
      position = field.end;
    }
  }

  /** @throws ProtoError for one of more than 64 KiB */
  text({ start, end }: ProtoField): string {
    if (end - start > TEXT_BYTES)
      throw new ProtoError(`a name of ${end - start} bytes at byte ${start} is too long`);
    return new TextDecoder().decode(this.#read(start, end - start));
  }

  #field(position: number, end: number): ProtoField {
    const header = this.#read(position, Math.min(HEADER_BYTES, end - position));
    const reader = protobuf.Reader.create(header);
    let number: number, wireType: number, length: number;
    let integer = 0;
    try {
      const tag = reader.uint32();
      number = tag >>> 3;
      wireType = tag & 7;
      if (wireType === 0) integer = Number(String(reader.int64()));
      // protobufjs accepts an integer that is truncated after four bytes.
      if ((header[reader.pos - 1] ?? 0) >= 0x80) throw new RangeError('an integer is truncated');
      length = wireType === 2 ? reader.uint32() : wireType === 1 ? 8 : wireType === 5 ? 4 : 0;
    } catch {
      throw new ProtoError(`it is truncated or invalid at byte ${position}`);
    }
    if (number === 0 || ![0, 1, 2, 5].includes(wireType)) {
      throw new ProtoError(`there is no valid field at byte ${position}`);
    }
    const start = position + reader.pos;
    if (start + length > end) {
      throw new ProtoError(
        end === this.size
          ? `it is truncated: a value of ${length} bytes starts at byte ${start}, but the file ends at byte ${end}`
          : `the field at byte ${position} is longer than the message that it is in`,
      );
    }
    return { number, integer, start, end: start + length };
  }

  #read(start: number, length: number): Uint8Array {
    const inside =
      start >= this.#windowStart && start + length <= this.#windowStart + this.#window.length;
    if (!inside) {
      const buffer = new Uint8Array(Math.max(WINDOW_BYTES, length));
      const read = readSync(this.#descriptor, buffer, 0, buffer.length, start);
      this.#window = buffer.subarray(0, read);
      this.#windowStart = start;
    }
    return this.#window.subarray(start - this.#windowStart, start - this.#windowStart + length);
  }
}
