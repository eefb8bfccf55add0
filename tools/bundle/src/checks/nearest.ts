/** The one of `names` that `name` is probably a typo of: at most 3 letters differ, ignoring case. */
export function nearest<Name extends string>(
  name: string,
  names: readonly Name[],
): Name | undefined {
  const plain = name.toLowerCase().replaceAll(/[^a-z]/g, '');
  const [best] = names
    .map((known) => ({ known, distance: distance(plain, known.toLowerCase()) }))
    .filter(({ distance }) => distance <= 3)
    .sort((one, other) => one.distance - other.distance);
  return best?.known;
}

/** Levenshtein distance: how many letters to insert, delete or change. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column++) {
      const change = (row[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1);
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
