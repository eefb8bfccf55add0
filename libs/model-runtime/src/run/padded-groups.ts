/**
 * Splits inputs into runs at minimum cost. A run of n inputs, padded to the longest of them, costs
 * `longest × (runOverheadInputs + n)`. The total is minimal among splits of the inputs sorted by length.
 * @param lengths the padded length of each input
 * @returns indices into `lengths`, at most `maxBatch` per run
 */
export function paddedGroups(
  lengths: readonly number[],
  maxBatch: number,
  runOverheadInputs: number,
): number[][] {
  if (lengths.length <= 1 || maxBatch <= 1) return lengths.map((_length, index) => [index]);
  const order = lengths
    .map((_length, index) => index)
    .sort((a, b) => at(lengths, a) - at(lengths, b));
  // cheapest[end]: the minimum cost of the first `end` inputs; their last run starts at `begin[end]`.
  const cheapest = [0];
  const begin = [0];
  for (let end = 1; end <= order.length; end++) {
    const longest = at(lengths, at(order, end - 1));
    let least = Infinity;
    for (let start = end - 1; start >= Math.max(0, end - maxBatch); start--) {
      const cost = at(cheapest, start) + longest * (runOverheadInputs + end - start);
      if (cost < least) [least, begin[end]] = [cost, start];
    }
    cheapest.push(least);
  }
  const groups: number[][] = [];
  for (let end = order.length; end > 0; end = at(begin, end)) {
    groups.push(order.slice(at(begin, end), end));
  }
  return groups.reverse();
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}
