/** The rows of a CSV answer, all with the same number of cells. @throws Error for text that is not CSV */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const [found, value = '', end] = cell.exec(text) ?? [];
    if (found === undefined) throw new Error(`not CSV at ${at}: ${text.slice(at, at + 40)}`);
    rows.at(-1)?.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end !== ',' && cell.lastIndex < text.length) rows.push([]);
  }
  if (rows.some((row) => row.length !== rows[0]?.length)) throw new Error(`ragged CSV: ${text}`);
  return rows;
}

/** One row, each cell in quotes. */
export const csvRow = (cells: readonly unknown[]): string =>
  cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',');

/** The values of an output as CSV cells: in the schema's order, nested objects flattened. */
export const flat = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(flat) : [value];
