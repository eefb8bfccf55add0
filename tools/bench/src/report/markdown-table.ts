/** A table of Markdown; a column of numbers stands right. */
export function markdownTable(
  head: readonly string[],
  lines: readonly (readonly (string | number)[])[],
): string {
  const rule = head.map((_, column) =>
    lines.length > 0 && lines.every((line) => typeof line[column] === 'number') ? '---:' : '---',
  );
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Three figures that count, such as 0.912, 7.43, 12.9, 512. */
export function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
