/**
 * One page of a list, sorted by name.
 * @param token the last name of the previous page
 * @returns `next`, the token of the following page; undefined on the last page
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
