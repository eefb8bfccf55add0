import { closeSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import protobuf from 'protobufjs/minimal.js';
import { type ProtoField, ProtoFile } from './proto-file.ts';

/** A part of the original file, or new bytes. */
type Piece = { readonly start: number; readonly end: number } | Uint8Array;

/** Smaller weights stay in the model. */
const LEAST_BYTES = 4096;
/** Weights begin at multiples of a memory page. */
const PAGE_BYTES = 4096;
const CHUNK_BYTES = 1024 * 1024;

/** The numbers of the fields in https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. */
const FIELD = { graph: 7, weight: 5, rawData: 9, externalData: 13, dataLocation: 14 } as const;
const EXTERNAL = 1;

/**
 * Moves the weights of the model in the file `path` into the file `PATH.data`, which ONNX Runtime maps into memory. Within
 * the model they would be copied twice before the first answer. The values stay the same, and so do all answers.
 * @returns whether there were any to move
 * @throws ProtoError for a file that is not protobuf; it is left as it was
 */
export function separateWeights(path: string): boolean {
  const file = new ProtoFile(path);
  try {
    const weights = new Weights(`${basename(path)}.data`);
    const model = inside(file, { start: 0, end: file.size }, (field, own) =>
      field.number === FIELD.graph ? wrapped(FIELD.graph, graph(file, field, weights)) : own,
    );
    if (weights.pieces.length === 0) return false;
    writePieces(path, `${path}.data`, weights.pieces);
    writePieces(path, `${path}.part`, model);
    renameSync(`${path}.part`, path);
    return true;
  } finally {
    file.close();
  }
}

/** The pieces of a message, each field kept as it is (`own`) or replaced. */
function inside(
  file: ProtoFile,
  { start, end }: { readonly start: number; readonly end: number },
  replace: (field: ProtoField, own: readonly Piece[]) => readonly Piece[],
): Piece[] {
  const pieces: Piece[] = [];
  let position = start;
  for (const field of file.fields(start, end)) {
    pieces.push(...replace(field, [{ start: position, end: field.end }]));
    position = field.end;
  }
  return pieces;
}

function graph(file: ProtoFile, field: ProtoField, weights: Weights): Piece[] {
  return inside(file, field, (member, own) =>
    member.number === FIELD.weight ? (separated(file, member, weights) ?? own) : own,
  );
}

/** Undefined for a tensor that stays as it is: it is small, or its values are elsewhere. */
function separated(file: ProtoFile, tensor: ProtoField, weights: Weights): Piece[] | undefined {
  const raw = [...file.fields(tensor.start, tensor.end)].find(isRaw);
  if (!raw || raw.end - raw.start < LEAST_BYTES) return undefined;
  const others = inside(file, tensor, (field, own) => (isRaw(field) ? [] : own));
  return wrapped(FIELD.weight, [...others, weights.add(raw)]);
}

const isRaw = ({ number }: ProtoField) => number === FIELD.rawData;

/** The file with the weights, as it grows. */
class Weights {
  readonly pieces: Piece[] = [];
  readonly #location: string;
  #size = 0;

  constructor(location: string) {
    this.#location = location;
  }

  /** @returns the fields of the tensor that say where its values are */
  add({ start, end }: ProtoField): Uint8Array {
    const gap = (PAGE_BYTES - (this.#size % PAGE_BYTES)) % PAGE_BYTES;
    if (gap > 0) this.pieces.push(new Uint8Array(gap));
    const offset = this.#size + gap;
    this.pieces.push({ start, end });
    this.#size = offset + end - start;
    const writer = protobuf.Writer.create();
    const values = { location: this.#location, offset, length: end - start };
    for (const [key, value] of Object.entries(values)) {
      writer.uint32(FIELD.externalData * 8 + 2).fork();
      writer.uint32(1 * 8 + 2).string(key);
      writer.uint32(2 * 8 + 2).string(String(value));
      writer.ldelim();
    }
    return writer
      .uint32(FIELD.dataLocation * 8)
      .int32(EXTERNAL)
      .finish();
  }
}

/** The pieces as a field of their own. */
function wrapped(number: number, pieces: readonly Piece[]): Piece[] {
  const length = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
  const header = protobuf.Writer.create()
    .uint32(number * 8 + 2)
    .uint32(length)
    .finish();
  return [header, ...pieces];
}

const lengthOf = (piece: Piece) =>
  piece instanceof Uint8Array ? piece.length : piece.end - piece.start;

function writePieces(from: string, to: string, pieces: readonly Piece[]): void {
  const [source, target] = [openSync(from, 'r'), openSync(to, 'w')];
  try {
    const buffer = new Uint8Array(CHUNK_BYTES);
    for (const piece of pieces) {
      if (piece instanceof Uint8Array) {
        writeSync(target, piece);
        continue;
      }
      for (let at = piece.start; at < piece.end;) {
        const read = readSync(source, buffer, 0, Math.min(CHUNK_BYTES, piece.end - at), at);
        writeSync(target, buffer, 0, read);
        at += read;
      }
    }
  } finally {
    closeSync(source);
    closeSync(target);
  }
}
