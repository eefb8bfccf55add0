/** The rows of a CSV answer, each of as many cells as the first. @throws Error for text that is none */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const [found, value = '', end] = cell.exec(text) ?? [];
    if (found === undefined) throw new Error(`no CSV at ${at}: ${text.slice(at, at + 40)}`);
    rows.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end !== ',' && cell.lastIndex < text.length) rows.push([]);
  }
  if (rows.some((row) => row.length !== rows[0]?.length)) throw new Error(`ragged CSV: ${text}`);
  return rows;
}

/** One row, each cell in quotes. */
export const csvRow = (cells: readonly unknown[]): string =>
  cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',');

/** An output's values as CSV has them: in the schema's order, those of inner objects after one another. */
export const flat = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(flat) : [value];
