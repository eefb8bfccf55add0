/**
 * How many tokens of each of two sentences stay when only `room` fit: the longer one loses first, and
 * when both are longer than half, each keeps half (of an odd room the longer, or else the second, gets one more).
 */
export function keptLengths(
  first: number,
  second: number,
  room: number,
): { first: number; second: number } {
  if (first + second <= room) return { first, second };
  const shorter = Math.min(first, second, Math.floor(room / 2));
  return first > second
    ? { first: room - shorter, second: shorter }
    : { first: shorter, second: room - shorter };
}
