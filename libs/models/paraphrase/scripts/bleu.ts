const LONGEST = 4;

/** BLEU of a corpus (Papineni and others, 2002): one to four words, one reference each, with the brevity penalty. */
export function bleu(
  pairs: readonly { made: readonly string[]; reference: readonly string[] }[],
): number {
  let logarithms = 0;
  for (let length = 1; length <= LONGEST; length++) {
    let right = 0;
    let all = 0;
    for (const { made, reference } of pairs) {
      const wanted = countsOf(reference, length);
      for (const [words, count] of countsOf(made, length)) {
        right += Math.min(count, wanted.get(words) ?? 0);
        all += count;
      }
    }
    if (right === 0) return 0;
    logarithms += Math.log(right / all) / LONGEST;
  }
  const made = pairs.reduce((sum, pair) => sum + pair.made.length, 0);
  const reference = pairs.reduce((sum, pair) => sum + pair.reference.length, 0);
  return Math.exp(logarithms + Math.min(0, 1 - reference / made));
}

function countsOf(words: readonly string[], length: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at + length <= words.length; at++) {
    const key = words.slice(at, at + length).join(' ');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
