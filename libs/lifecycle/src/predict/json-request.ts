import { JSON_MEDIA_TYPE, LIMITS, ProblemError } from '@pilotlight/contracts';
import type { HostRequest } from '@pilotlight/hosts';

/**
 * A request with a JSON body.
 * @param accept the media type of the answer
 * @throws ProblemError when it is too large for SageMaker: a number such as 1e20 is longer here than in the request
 */
export function jsonRequest(input: unknown, accept: string = JSON_MEDIA_TYPE): HostRequest {
  const body = Buffer.from(JSON.stringify(input));
  if (body.byteLength <= LIMITS.invocationBodyBytes) {
    return { body, contentType: JSON_MEDIA_TYPE, accept };
  }
  const most = `${LIMITS.invocationBodyBytes / 1024} KB`;
  throw new ProblemError('body_too_large', `The input, as JSON, must be at most ${most}.`);
}
