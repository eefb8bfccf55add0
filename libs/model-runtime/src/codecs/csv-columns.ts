import type { JsonSchemaObject } from '@pilotlight/contracts';
import { imageTypes } from './image-properties.ts';
import { leafOf, type ScalarKind, scalarKinds, soleArray } from './schema-kinds.ts';

/** For each property, in the schema's order: converts a cell to a value; undefined for an absent property. */
export type Columns = ReadonlyMap<string, (cell: string) => unknown>;

/** The columns of a CSV body; undefined when a property is not a scalar, or is an image. */
export function csvColumns(schema: JsonSchemaObject): Columns | undefined {
  const columns = new Map<string, (cell: string) => unknown>();
  for (const [name, property] of Object.entries(schema.properties)) {
    const kinds = scalarKinds(property);
    if (!kinds || imageTypes(property).length > 0) return undefined;
    columns.set(name, reader(kinds, schema.required?.includes(name) ?? false));
  }
  return columns.size > 0 ? columns : undefined;
}

/** How to convert a cell, for a model whose input is one list of scalars; undefined for other models. */
export function csvList(
  schema: JsonSchemaObject,
): { readonly name: string; readonly cell: (cell: string) => unknown } | undefined {
  const name = soleArray(schema);
  const leaf = name === undefined ? undefined : leafOf(schema.properties[name] ?? {});
  const kinds = leaf?.depth === 1 ? scalarKinds(leaf.property) : undefined;
  if (name === undefined || !kinds) return undefined;
  return { name, cell: reader(kinds, true) };
}

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
]);

/** A cell that cannot be converted stays a string; the schema check then reports it. */
function reader(kinds: readonly ScalarKind[], required: boolean): (cell: string) => unknown {
  const number = kinds.includes('number') || kinds.includes('integer');
  const boolean = kinds.includes('boolean');
  const empty = !required ? undefined : kinds.includes('null') ? null : '';
  return (cell) => {
    if (cell === '') return empty;
    const word = cell.trim();
    if (number && NUMBER.test(word)) return Number(word);
    // NumPy writes `nan` for a missing number.
    if (number && empty !== '' && /^nan$/i.test(word)) return empty;
    if (boolean) return BOOLEANS.get(word.toLowerCase()) ?? cell;
    return cell;
  };
}
