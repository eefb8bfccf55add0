import { CloudError, type CloudErrorKind } from '../cloud-error.ts';

const DENIED = new Set(['AccessDeniedException', 'AccessDenied', 'UnrecognizedClientException']);

const THROTTLED = new Set([
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'ProvisionedThroughputExceededException',
  'LimitExceededException',
  'ConcurrentModificationException',
  'SlowDown',
]);

const REFUSED = new Set(['ValidationException', 'ResourceLimitExceeded']);
const REFUSABLE = new Set(['CreateEndpoint', 'UpdateEndpoint']);

function kindOf(name: string, operation: string): CloudErrorKind {
  if (DENIED.has(name)) return 'denied';
  if (THROTTLED.has(name)) return 'throttled';
  // SageMaker uses ValidationException for most errors; one that its message does not identify is a refusal.
  return REFUSABLE.has(operation) && REFUSED.has(name) ? 'refused' : 'unavailable';
}

/** Whether `error` has this name and a message that matches `text`. AWS guarantees neither, so both must match. */
export function isAwsError(error: unknown, name: string, text: RegExp): error is Error {
  return error instanceof Error && error.name === name && text.test(error.message);
}

/** Wraps an error of an AWS client in a `CloudError` that keeps AWS's name and message for the log. */
export function cloudError(service: string, operation: string, error: unknown): CloudError {
  if (error instanceof CloudError) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const kind = kindOf(name, operation);
  const text = kind === 'refused' ? message : `${service} ${operation}: ${name}: ${message}`;
  return new CloudError(kind, { service, operation }, text, { cause: error });
}
