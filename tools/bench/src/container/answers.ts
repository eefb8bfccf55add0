/** Answers differ by rounding between two builds of ONNX Runtime, or between a batch of one and a padded batch. */
const TOLERANCE = 0.01;

/**
 * Compares a server's answer with that of bare ONNX Runtime: the probabilities must be the same, except for rounding.
 * @param sameWeights false for a model of the same shape with other weights: then any probabilities that add up to 1
 * pass
 * @throws Error that shows both answers
 */
export function checkAnswer(given: unknown, wanted: unknown, sameWeights: boolean): void {
  const found = probabilitiesOf(given);
  const bare = probabilitiesOf(wanted);
  const sum = Object.values(found).reduce((total, one) => total + one, 0);
  const complete = Object.keys(bare).every((label) => typeof found[label] === 'number');
  const close = Object.entries(bare).every(
    ([label, value]) => Math.abs(value - (found[label] ?? Infinity)) <= TOLERANCE,
  );
  if (complete && Math.abs(sum - 1) < TOLERANCE && (close || !sameWeights)) return;
  throw new Error(`the answer is ${JSON.stringify(given)}, must be ${JSON.stringify(wanted)}`);
}

function probabilitiesOf(output: unknown): Record<string, number> {
  const { probabilities } = (output ?? {}) as { probabilities?: Record<string, number> };
  return probabilities ?? {};
}
