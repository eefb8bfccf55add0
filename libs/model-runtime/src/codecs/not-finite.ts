import { type ModelManifest, ProblemError, violations } from '@pilotlight/contracts';

/**
 * Whether an output may be written with null for its NaN and Infinity.
 * @param output with null in their places
 * @param first the first of them, with the JSON Pointer to it
 * @throws ProblemError `answer_not_finite` unless the output schema allows null there
 */
export function checkNotFinite(
  output: unknown,
  first: { readonly pointer: string; readonly value: unknown },
  { name, output: schema }: ModelManifest,
): void {
  if (violations(schema, output).length === 0) return;
  throw new ProblemError(
    'answer_not_finite',
    `the answer of ${name} to this input has ${String(first.value)} at ${first.pointer || '/'}, ` +
      'and its output schema does not allow null there; another input is wanted',
  );
}
