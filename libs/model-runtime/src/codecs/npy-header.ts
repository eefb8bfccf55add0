import { ProblemError } from '@pilotlight/contracts';
import { CODEC_LIMITS } from './limits.ts';
import { NPY_TYPES, type NpyType } from './npy-types.ts';

/** https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
export interface NpyHeader {
  /** NumPy's name of the type, such as `<f8`. */
  readonly descr: string;
  readonly type: NpyType;
  readonly fortranOrder: boolean;
  /** Each at least 1; their product times `type.bytes` is the number of bytes after the header. */
  readonly shape: readonly number[];
  readonly dataOffset: number;
}

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');

export function npyProblem(detail: string): ProblemError {
  return new ProblemError('request_invalid', `the body must be a NumPy array (npy): ${detail}`);
}

/** Validates everything: the body is untrusted. @throws ProblemError `request_invalid` */
export function readNpyHeader(body: Uint8Array): NpyHeader {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw npyProblem('it does not start with \\x93NUMPY');
  }
  const version = bytes[6] ?? 0;
  const lengthBytes = version === 1 ? 2 : 4;
  const start = 8 + lengthBytes;
  if (bytes.length < start) throw npyProblem('it ends within the header');
  if (version < 1 || version > 3 || bytes[7] !== 0) {
    throw npyProblem(`its format version is ${version}.${bytes[7]}; must be 1.0, 2.0 or 3.0`);
  }
  const length = bytes.readUIntLE(8, lengthBytes);
  if (length > CODEC_LIMITS.npyHeaderBytes) {
    throw npyProblem(
      `its header has ${length} bytes; must have at most ${CODEC_LIMITS.npyHeaderBytes}`,
    );
  }
  const dataOffset = start + length;
  if (bytes.length < dataOffset) throw npyProblem('it ends within the header');
  const { descr, fortranOrder, shape } = fieldsOf(bytes.toString('latin1', start, dataOffset));
  const type = typeOf(descr);
  checkShape(shape, type, bytes.length - dataOffset);
  return { descr, type, fortranOrder, shape, dataOffset };
}

interface Fields {
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

/** One `'key': value` of the Python dictionary literal, up to the comma or the end. */
const ENTRY =
  /\s*(['"])(\w+)\1\s*:\s*(?:(['"])([^'"\\]*)\3|(True|False)|\(([\d\s,]*)\))\s*(?:,|$)/y;

function fieldsOf(header: string): Fields {
  const fields = new Map<string, string>();
  const inner = /^\s*\{([^]*)\}\s*$/.exec(header)?.[1]?.trim() ?? '';
  ENTRY.lastIndex = 0;
  while (ENTRY.lastIndex < inner.length) {
    const match = ENTRY.exec(inner);
    if (!match) throw unreadable();
    const [, , key = '', , text, boolean, tuple] = match;
    const kind = text !== undefined ? 'text' : boolean !== undefined ? 'boolean' : 'tuple';
    if (fields.has(`${key} ${kind}`)) throw unreadable();
    fields.set(`${key} ${kind}`, text ?? boolean ?? tuple ?? '');
  }
  const descr = fields.get('descr text');
  const order = fields.get('fortran_order boolean');
  const shape = shapeOf(fields.get('shape tuple'));
  if (descr === undefined || order === undefined || !shape || fields.size !== 3) throw unreadable();
  return { descr, fortranOrder: order === 'True', shape };
}

function unreadable(): ProblemError {
  return npyProblem(
    "it must have a header like {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }; " +
      'structured arrays and arrays of Python objects are not supported',
  );
}

/** The numbers of a Python tuple: `3,` or `2, 3`, with or without a trailing comma. */
function shapeOf(tuple: string | undefined): number[] | undefined {
  const parts = tuple?.split(',').map((part) => part.trim()) ?? [];
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  else if (parts.length === 1) return parts[0] === '' ? [] : undefined;
  return parts.length > 0 && parts.every((part) => /^\d{1,15}$/.test(part))
    ? parts.map(Number)
    : undefined;
}

function typeOf(descr: string): NpyType {
  const type = NPY_TYPES.get(descr.slice(1));
  const little = descr.startsWith('<') || (descr.startsWith('|') && type?.bytes === 1);
  if (type && little) return type;
  throw npyProblem(
    `its type is ${JSON.stringify(descr.slice(0, 40))}; must be little-endian (<) ` +
      `${[...NPY_TYPES.keys()].join(', ')}`,
  );
}

function checkShape(shape: readonly number[], { bytes }: NpyType, dataBytes: number): void {
  const words = `its shape is (${shape.slice(0, CODEC_LIMITS.npyDimensions).join(', ')})`;
  if (shape.length === 0) throw npyProblem(`${words}; must have a first axis of records`);
  if (shape.length > CODEC_LIMITS.npyDimensions) {
    throw npyProblem(
      `it has ${shape.length} axes; must have at most ${CODEC_LIMITS.npyDimensions}`,
    );
  }
  if (shape.includes(0)) throw npyProblem(`${words}; it must not be empty`);
  // Stops early, so that the product stays an exact integer.
  let wanted = bytes;
  for (const size of shape) {
    wanted *= size;
    if (wanted > dataBytes) {
      throw npyProblem(`${words}, which needs more than the ${dataBytes} bytes after the header`);
    }
  }
  if (wanted < dataBytes) {
    throw npyProblem(`${words}, which leaves ${dataBytes - wanted} bytes at the end of the body`);
  }
}
