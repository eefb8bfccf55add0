/**
 * How many tokens of two sentences are kept if only `room` tokens fit: the longer one is truncated first. If both are
 * longer than half, each keeps half; if `room` is odd, the longer one (or, if equal, the second) gets one more.
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
