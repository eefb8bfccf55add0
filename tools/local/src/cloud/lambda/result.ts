import type { FunctionFailure } from './messages.ts';

/** What an invocation ends with. */
export interface InvocationResult {
  /** JSON. */
  readonly payload: string;
  /** Set when the function failed; `payload` then tells how. */
  readonly functionError?: 'Unhandled';
}

export function failedResult(failure: FunctionFailure): InvocationResult {
  return { functionError: 'Unhandled', payload: JSON.stringify(failure) };
}

/** A failure that the service tells, for a function that could not tell it itself. */
export function serviceFailure(
  requestId: string,
  errorType: string,
  text: string,
): InvocationResult {
  const payload = { errorType, errorMessage: `RequestId: ${requestId} Error: ${text}` };
  return { functionError: 'Unhandled', payload: JSON.stringify(payload) };
}
