/**
 * One page of a list that is told in the order of its names.
 * @param token the last name of the page before
 * @returns `next`, the token of the following page, or undefined at the end
 */
export function pageByName<T extends { readonly name: string }>(
  all: readonly T[],
  limit: number,
  token: string | undefined,
): { readonly page: readonly T[]; readonly next: string | undefined } {
  const sorted = [...all].sort((a, b) => (a.name < b.name ? -1 : 1));
  const left = sorted.filter(({ name }) => token === undefined || name > token);
  const page = left.slice(0, limit);
  return { page, next: left.length > page.length ? page.at(-1)?.name : undefined };
}
