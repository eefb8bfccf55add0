import type { FunctionFailure } from './messages.ts';

/** The result of an invocation. */
export interface InvocationResult {
  /** JSON. */
  readonly payload: string;
  /** Set when the function failed; `payload` then describes the failure. */
  readonly functionError?: 'Unhandled';
}

export function failedResult(failure: FunctionFailure): InvocationResult {
  return { functionError: 'Unhandled', payload: JSON.stringify(failure) };
}

/** A failure that Lambda reports because the function could not, such as a time-out. */
export function serviceFailure(
  requestId: string,
  errorType: string,
  text: string,
): InvocationResult {
  const payload = { errorType, errorMessage: `RequestId: ${requestId} Error: ${text}` };
  return { functionError: 'Unhandled', payload: JSON.stringify(payload) };
}
