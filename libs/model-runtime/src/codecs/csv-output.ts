import { type JsonSchemaObject, type ModelManifest, ProblemError } from '@pilotlight/contracts';
import { stringify } from 'csv-stringify/sync';
import type { OutputForm } from './format.ts';
import { checkNotFinite } from './not-finite.ts';
import { leafOf, scalarKinds } from './schema-kinds.ts';

/** A field of the output that becomes one cell, or one cell per item of a list. */
interface Column {
  /** The keys from the output to the field. */
  readonly path: readonly string[];
  readonly list: boolean;
}

/**
 * One row per output, no line break after the last. Columns are the schema's fields in order, with dotted names for the
 * fields of nested objects, and one cell per item of a list. Header only for `header=present`: line-based readers
 * expect one line per record.
 * @returns an empty list for a model with lists of lists in its output
 */
export function csvOutputForms(manifest: ModelManifest): readonly OutputForm[] {
  const columns = columnsOf(manifest.output, []);
  if (!columns || columns.length === 0) return [];
  const form = (parameter: string, withHeader: boolean) => ({
    accept: `text/csv${parameter}`,
    contentType: `text/csv; charset=utf-8${parameter}`,
    encode(outputs: readonly unknown[]) {
      const paths = cellPaths(columns, outputs, manifest);
      const rows = outputs.map((value, index) =>
        paths.map((path) => cell(value, path, index, manifest)),
      );
      const header = paths.map((path) => path.join('.'));
      // Quoted where a reader would misread it: a row with only an empty cell looks like a blank line, and a leading
      // U+FEFF in a string like a byte order mark.
      return stringify(withHeader ? [header, ...rows] : rows, {
        eof: false,
        quoted_empty: paths.length === 1,
        quoted_match: /^\ufeff/,
      });
    },
  });
  return [form('', false), form('; header=absent', false), form('; header=present', true)];
}

function columnsOf(schema: JsonSchemaObject, above: readonly string[]): Column[] | undefined {
  const columns: Column[] = [];
  for (const [name, property] of Object.entries(schema.properties)) {
    const path = [...above, name];
    const depth = scalarKinds(property) ? 0 : leafOf(property)?.depth;
    if (depth === 0 || depth === 1) {
      columns.push({ path, list: depth === 1 });
      continue;
    }
    const inner = property['properties']
      ? columnsOf(property as JsonSchemaObject, path)
      : undefined;
    if (!inner) return undefined;
    columns.push(...inner);
  }
  return columns;
}

/**
 * The path to the value of each cell of a row.
 * @throws ProblemError `accept_unsupported` when lists differ in length: the rows would have no common columns
 */
function cellPaths(
  columns: readonly Column[],
  outputs: readonly unknown[],
  { name }: ModelManifest,
): (readonly string[])[] {
  return columns.flatMap(({ path, list }) => {
    if (!list) return [path];
    const lists = outputs.map((output) => valueAt(output, path)).filter(Array.isArray);
    const length = lists[0]?.length ?? 0;
    if (lists.every((each) => each.length === length)) {
      return Array.from({ length }, (_, index) => [...path, String(index)]);
    }
    throw new ProblemError(
      'accept_unsupported',
      `the arrays ${path.join('.')} of ${name}'s answers differ in length, which text/csv cannot represent; ` +
        'application/json and application/jsonlines can',
    );
  });
}

function valueAt(output: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key],
    output,
  );
}

/** Absent and null become an empty cell; so do NaN and Infinity if the output schema allows null. */
function cell(
  output: unknown,
  path: readonly string[],
  index: number,
  manifest: ModelManifest,
): string {
  const value = valueAt(output, path);
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
    return String(value);
  }
  if (typeof value === 'number') {
    // JSON writes NaN and Infinity as null.
    const written: unknown = JSON.parse(JSON.stringify(output));
    checkNotFinite(written, { pointer: `/${path.join('/')}`, value }, manifest);
    return '';
  }
  throw new Error(
    `output ${index} has ${typeof value === 'object' ? 'an object' : String(value)} at ` +
      `/${path.join('/')}, which cannot be a CSV cell; must be a string, a finite number or a boolean`,
  );
}
