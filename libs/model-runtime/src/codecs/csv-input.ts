import { type ModelManifest, ProblemError } from '@pilotlight/contracts';
import { parse } from 'csv-parse/sync';
import { type Columns, csvColumns, csvList } from './csv-columns.ts';
import type { Decode, Parameters } from './format.ts';
import { CODEC_LIMITS } from './limits.ts';
import { checkRecordCount, checkRecords } from './records.ts';
import { textOf } from './text.ts';

/**
 * One record per row; blank lines are skipped. The first row is a header if all its cells are property names, unless
 * the Content-Type says `header=present` or `header=absent`. Without a header the cells are the properties in the
 * schema's order. Cells left out at the end of a row, and empty cells of optional properties, are absent properties.
 * For a model whose input is one list, the cells of a row are its items.
 * @returns undefined for any other model with an input that is not a scalar
 */
export function csvDecoder(manifest: ModelManifest): Decode | undefined {
  const columns = csvColumns(manifest.input);
  if (!columns) return listDecoder(manifest);
  return (body, parameters) => {
    const rows = rowsOf(textOf(body, parameters));
    const names = headerOf(rows[0] ?? [], parameters, columns);
    if (names) rows.shift();
    checkRecordCount(rows.length);
    const order = names ?? [...columns.keys()];
    const inputs = rows.map((row, index) => record(row, index, order, columns));
    checkRecords(inputs, 'rows', manifest);
    return { inputs, framing: 'rows' };
  };
}

function listDecoder(manifest: ModelManifest): Decode | undefined {
  const list = csvList(manifest.input);
  if (!list) return undefined;
  return (body, parameters) => {
    const rows = rowsOf(textOf(body, parameters));
    if (headerSaid(parameters) === 'present') rows.shift();
    checkRecordCount(rows.length);
    const inputs = rows.map((row) => ({ [list.name]: row.map(list.cell) }));
    checkRecords(inputs, 'rows', manifest);
    return { inputs, framing: 'rows' };
  };
}

function rowsOf(text: string): string[][] {
  try {
    return parse(text, {
      bom: false,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n'],
      max_record_size: CODEC_LIMITS.csvRecordBytes,
      to: CODEC_LIMITS.records + 2,
    });
  } catch (error) {
    throw new ProblemError(
      'request_invalid',
      `the body must be CSV as in RFC 4180: ${(error as Error).message.slice(0, 200)}`,
    );
  }
}

/** The names in the header; undefined when the first row is not a header. */
function headerOf(
  first: readonly string[],
  parameters: Parameters,
  columns: Columns,
): readonly string[] | undefined {
  const said = headerSaid(parameters);
  if (said === 'absent') return undefined;
  const names = first.map((cell) => cell.trim());
  const unknown = names.findIndex((name) => !columns.has(name));
  if (unknown < 0 && new Set(names).size === names.length) return names;
  if (said === '') return undefined;
  const trouble =
    unknown < 0
      ? 'has the same column twice'
      : `has the unknown column ${JSON.stringify(names[unknown]?.slice(0, 100))}`;
  throw new ProblemError(
    'input_invalid',
    `the header ${trouble}; the columns are ${[...columns.keys()].join(', ')}`,
  );
}

/** @throws ProblemError `content_type_unsupported` */
function headerSaid(parameters: Parameters): 'present' | 'absent' | '' {
  const said = parameters.get('header')?.toLowerCase() ?? '';
  if (said === 'present' || said === 'absent' || said === '') return said;
  throw new ProblemError(
    'content_type_unsupported',
    `the parameter header of text/csv must be present or absent, not ${said.slice(0, 40)}`,
  );
}

function record(
  row: readonly string[],
  index: number,
  order: readonly string[],
  columns: Columns,
): Record<string, unknown> {
  if (row.length > order.length) {
    const detail = `has ${row.length} cells; must have at most ${order.length}: ${order.join(', ')}`;
    throw new ProblemError('input_invalid', `row ${index} ${detail}`, [
      { pointer: `/${index}`, detail },
    ]);
  }
  const entries: [string, unknown][] = [];
  for (const [position, cell] of row.entries()) {
    const name = order[position] as string;
    const value = columns.get(name)?.(cell);
    if (value !== undefined) entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}
