import { FunctionRequest, ProblemError, violations } from '@pilotlight/contracts';
import type { Invocation } from '@pilotlight/model-runtime';

/**
 * The request to the model in the payload of an invocation.
 * @throws ProblemError `request_invalid` with every bad place, for a payload that is no `FunctionRequest`
 */
export function readRequest(event: unknown): Invocation {
  // Compiling the schema would delay the first answer, so it is only used to explain what is wrong.
  if (!isRequest(event)) {
    const detail = 'The payload is not a request to a model';
    throw new ProblemError('request_invalid', detail, violations(FunctionRequest, event));
  }
  const { base64, contentType, accept } = event;
  const decoded = Buffer.from(base64, 'base64');
  // Node skips what is not base64.
  if (decoded.toString('base64') !== base64) {
    const errors = [{ pointer: '/base64', detail: 'is not base64 (RFC 4648, with padding)' }];
    throw new ProblemError('request_invalid', 'The body of the request cannot be decoded', errors);
  }
  // A copy of its own, as a worker of the container gets it: a handler may use the whole buffer of a body.
  return { body: new Uint8Array(decoded), contentType, accept };
}

function isRequest(event: unknown): event is FunctionRequest {
  if (typeof event !== 'object' || event === null) return false;
  const { base64, contentType, accept } = event as Record<string, unknown>;
  return [base64, contentType, accept].every((member) => typeof member === 'string');
}
