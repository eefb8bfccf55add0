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
  'ModelNotReadyException',
  'SlowDown',
]);

const REFUSED = new Set(['ValidationException', 'ResourceLimitExceeded']);
const REFUSABLE = new Set(['CreateEndpoint', 'UpdateEndpoint']);

function kindOf(name: string, operation: string): CloudErrorKind {
  if (DENIED.has(name)) return 'denied';
  if (THROTTLED.has(name)) return 'throttled';
  // SageMaker says everything by ValidationException; what is not known by its message is a refusal.
  return REFUSABLE.has(operation) && REFUSED.has(name) ? 'refused' : 'unavailable';
}

/** Whether AWS threw `name` with a message like `text`. AWS promises neither, so both must fit. */
export function isAwsError(error: unknown, name: string, text: RegExp): error is Error {
  return error instanceof Error && error.name === name && text.test(error.message);
}

/** Any error of an AWS client as a `CloudError` that keeps AWS's name and message for the log. */
export function cloudError(service: string, operation: string, error: unknown): CloudError {
  if (error instanceof CloudError) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const kind = kindOf(name, operation);
  const text = kind === 'refused' ? message : `${service} ${operation}: ${name}: ${message}`;
  return new CloudError(kind, { service, operation }, text, { cause: error });
}
