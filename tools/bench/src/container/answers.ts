/** Between two builds of ONNX Runtime, or a batch of one and a batch padded, answers differ by rounding. */
const TOLERANCE = 0.01;

/**
 * Compares what a server answered to what bare ONNX Runtime did: the same label and, but for rounding, the same
 * probabilities.
 * @param sameWeights false for a model of the same shape with other weights: then any three probabilities will do
 * @throws Error that shows both
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
  throw new Error(
    `a wrong answer: ${JSON.stringify(given)}, where ${JSON.stringify(wanted)} is right`,
  );
}

function probabilitiesOf(output: unknown): Record<string, number> {
  const { probabilities } = (output ?? {}) as { probabilities?: Record<string, number> };
  return probabilities ?? {};
}
