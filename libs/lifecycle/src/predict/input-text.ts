import { LIMITS, ProblemError } from '@pilotlight/contracts';

/**
 * An input as the endpoint is asked with it.
 * @throws ProblemError when SageMaker would not take it: a number such as 1e20 is longer here than in the request
 */
export function inputText(input: unknown): string {
  const text = JSON.stringify(input);
  if (Buffer.byteLength(text) <= LIMITS.invocationBodyBytes) return text;
  const most = `${LIMITS.invocationBodyBytes / 1024} KB`;
  throw new ProblemError('body_too_large', `The input, written out, may have ${most} at most.`);
}
