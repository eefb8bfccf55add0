import { LIMITS, ProblemError } from '@pilotlight/contracts';

/**
 * An input as JSON text for InvokeEndpoint.
 * @throws ProblemError when it is too large for SageMaker: a number such as 1e20 is longer here than in the request
 */
export function inputText(input: unknown): string {
  const text = JSON.stringify(input);
  if (Buffer.byteLength(text) <= LIMITS.invocationBodyBytes) return text;
  const most = `${LIMITS.invocationBodyBytes / 1024} KB`;
  throw new ProblemError('body_too_large', `The input, as JSON, must be at most ${most}.`);
}
