/**
 * The same JSON text for the same JSON value, whatever the order of its members: they are sorted by name as in RFC 8785
 * (by UTF-16 code units). Exception: names that are integers come first, because JavaScript always puts them there.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    const members = Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(members);
  });
}
