import { type ModelManifest, ProblemError, violations } from '@pilotlight/contracts';

/**
 * Checks whether an output may be written with null for NaN and Infinity.
 * @param output with NaN and Infinity replaced by null
 * @param first the first NaN or Infinity, with the JSON Pointer to it
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
      'and its output schema does not allow null there; send another input',
  );
}
