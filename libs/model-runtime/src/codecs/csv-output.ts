import type { JsonSchemaObject, ModelManifest } from '@pilotlight/contracts';
import { stringify } from 'csv-stringify/sync';
import type { OutputForm } from './format.ts';
import { checkNotFinite } from './not-finite.ts';
import { scalarKinds } from './schema-kinds.ts';

/** The keys that lead to one cell. */
type Path = readonly string[];

/**
 * A row for each output, no line break after the last: the schema's fields in order, those of objects inside it named
 * with dots. A header only where `Accept` has `header=present`, for what reads lines wants a line for a line.
 * @returns none for a model with a list among its outputs
 */
export function csvOutputForms(manifest: ModelManifest): readonly OutputForm[] {
  const { output } = manifest;
  const paths = cells(output, []);
  if (!paths || paths.length === 0) return [];
  const header = paths.map((path) => path.join('.'));
  const form = (parameter: string, rows: (outputs: readonly unknown[]) => unknown[][]) => ({
    accept: `text/csv${parameter}`,
    contentType: `text/csv; charset=utf-8${parameter}`,
    // Quoted where a reader would lose it: a row of nothing but an empty cell passes for a blank line, and a text
    // that begins with a byte order mark for the mark itself.
    encode: (outputs: readonly unknown[]) =>
      stringify(rows(outputs), {
        eof: false,
        quoted_empty: paths.length === 1,
        quoted_match: /^\ufeff/,
      }),
  });
  const rows = (outputs: readonly unknown[]) =>
    outputs.map((value, index) => paths.map((path) => cell(value, path, index, manifest)));
  return [
    form('', rows),
    form('; header=absent', rows),
    form('; header=present', (outputs) => [header, ...rows(outputs)]),
  ];
}

function cells(schema: JsonSchemaObject, above: Path): Path[] | undefined {
  const paths: Path[] = [];
  for (const [name, property] of Object.entries(schema.properties)) {
    const path = [...above, name];
    if (scalarKinds(property)) {
      paths.push(path);
      continue;
    }
    const inner = property['properties'] ? cells(property as JsonSchemaObject, path) : undefined;
    if (!inner) return undefined;
    paths.push(...inner);
  }
  return paths;
}

/** Absent and null are an empty cell; so are NaN and Infinity where the output schema allows null. */
function cell(output: unknown, path: Path, index: number, manifest: ModelManifest): string {
  const value = path.reduce<unknown>(
    (inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key],
    output,
  );
  if (value === undefined || value === null) return '';
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
    return String(value);
  }
  if (typeof value === 'number') {
    // As JSON has it: null for what is not finite.
    const written: unknown = JSON.parse(JSON.stringify(output));
    checkNotFinite(written, { pointer: `/${path.join('/')}`, value }, manifest);
    return '';
  }
  throw new Error(
    `output ${index} has ${typeof value === 'object' ? 'an object' : String(value)} at ` +
      `/${path.join('/')}, which is no cell of CSV; a text, a finite number or a boolean is`,
  );
}
