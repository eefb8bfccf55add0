/** A Markdown table; columns of numbers are aligned right. */
export function markdownTable(
  head: readonly string[],
  lines: readonly (readonly (string | number)[])[],
): string {
  const rule = head.map((_, column) =>
    lines.length > 0 && lines.every((line) => typeof line[column] === 'number') ? '---:' : '---',
  );
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Three significant digits, such as 0.912, 7.43, 12.9, 512; integers from 100 on. */
export function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
