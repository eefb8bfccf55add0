import { type JsonSchemaObject, type ModelManifest, ProblemError } from '@pilotlight/contracts';
import type { OutputForm } from './format.ts';
import { NPY_MEDIA_TYPES } from './npy-types.ts';
import { isNumeric, leafOf, type Property, scalarKinds } from './schema-kinds.ts';

/**
 * An array whose first axis is the records: of the schema's only property (a number, a boolean, or lists of them), or
 * with one column per property if there are several and all are numbers or booleans. The type is `<f8` if any may be a
 * number (a JSON number is a double, so no digit is lost) or null (which becomes NaN); `<i8` for integers, `|b1` for
 * only booleans.
 * @returns an empty list for any other schema
 */
export function npyOutputForms({ name, output }: ModelManifest): readonly OutputForm[] {
  const layout = layoutOf(output);
  if (!layout) return [];
  const encode = (outputs: readonly unknown[]) => {
    const parts = outputs.map(layout.part);
    const shape = shapeOf(parts);
    const items: unknown[] = [];
    if (!parts.every((part) => gather(part, shape, 1, items))) {
      throw new ProblemError(
        'accept_unsupported',
        `the arrays of ${name}'s answer differ in length, which application/x-npy cannot represent`,
      );
    }
    return npyOf(items, shape, layout.type);
  };
  return NPY_MEDIA_TYPES.map((type) => ({ accept: type, contentType: type, encode }));
}

type Type = '<f8' | '<i8' | '|b1';

interface Layout {
  readonly type: Type;
  /** The part of the array for one record. */
  part(output: unknown): unknown;
}

function layoutOf({ properties }: JsonSchemaObject): Layout | undefined {
  const names = Object.keys(properties);
  const leaves = names.map((name) => leafOf(properties[name] ?? {})?.property);
  const [leaf] = leaves;
  const [name = ''] = names;
  const at = (output: unknown, key: string) => (output as Record<string, unknown> | null)?.[key];
  if (names.length === 1 && leaf) {
    return isNumeric(leaf)
      ? { type: typeOf([leaf]), part: (output) => at(output, name) }
      : undefined;
  }
  const columns = Object.values(properties);
  if (columns.length === 0 || !columns.every(isNumeric)) return undefined;
  return { type: typeOf(columns), part: (output) => names.map((key) => at(output, key)) };
}

function typeOf(properties: readonly Property[]): Type {
  const kinds = properties.flatMap((property) => scalarKinds(property) ?? []);
  if (kinds.includes('number') || kinds.includes('null')) return '<f8';
  return kinds.includes('integer') ? '<i8' : '|b1';
}

/** The shape of the first part, with the number of parts; the others may differ. */
function shapeOf(parts: readonly unknown[]): number[] {
  const shape = [parts.length];
  for (let part = parts[0]; Array.isArray(part); part = part[0]) shape.push(part.length);
  return shape;
}

/** Appends the items of `part`; false when it has another shape. */
function gather(part: unknown, shape: readonly number[], axis: number, items: unknown[]): boolean {
  if (axis < shape.length) {
    if (!Array.isArray(part) || part.length !== shape[axis]) return false;
    return part.every((inner) => gather(inner, shape, axis + 1, items));
  }
  return !Array.isArray(part) && items.push(part) > 0;
}

const WRITERS: Readonly<Record<Type, (data: DataView, index: number, value: number) => void>> = {
  '<f8': (data, index, value) => data.setFloat64(index * 8, value, true),
  '<i8': (data, index, value) => data.setBigInt64(index * 8, BigInt(value), true),
  '|b1': (data, index, value) => data.setUint8(index, value),
};

function npyOf(items: readonly unknown[], shape: readonly number[], type: Type): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  // Magic, version and length take 10 bytes; the data starts at a multiple of 64.
  const headerBytes = Math.ceil((10 + text.length + 1) / 64) * 64;
  const bytes = Buffer.alloc(headerBytes + items.length * (type === '|b1' ? 1 : 8), ' ');
  bytes.write('\x93NUMPY\x01\x00', 'latin1');
  bytes.writeUInt16LE(headerBytes - 10, 8);
  bytes.write(`${text.padEnd(headerBytes - 11)}\n`, 10, 'latin1');
  const data = new DataView(bytes.buffer, bytes.byteOffset + headerBytes);
  for (const [index, item] of items.entries()) WRITERS[type](data, index, numberOf(item, type));
  return bytes;
}

/** @throws Error for an output that does not fit its schema: a failure of the model */
function numberOf(item: unknown, type: Type): number {
  if (typeof item === 'boolean') return Number(item);
  if (type === '<f8' && typeof item === 'number') return item;
  if (type === '<f8' && item === null) return NaN;
  if (type === '<i8' && Number.isSafeInteger(item)) return item as number;
  const wanted = { '<f8': 'a number', '<i8': 'an integer', '|b1': 'true or false' }[type];
  throw new Error(`an output has ${String(item)} where application/x-npy needs ${wanted}`);
}
