/**
 * - `denied`: a permission is missing; a retry does not help
 * - `throttled`, `unavailable`: a later retry may help
 * - `refused`: SageMaker rejects the creation or update of the endpoint (for example a quota); the message says why
 */
export type CloudErrorKind = 'denied' | 'throttled' | 'unavailable' | 'refused';

/** A failed AWS call. The message is AWS's own: it belongs in the log, not in an answer. */
export class CloudError extends Error {
  readonly kind: CloudErrorKind;
  /** `SageMaker`, `Lambda`, `DynamoDB`, `S3`, `EventBridge` or `CloudWatch`. */
  readonly service: string;
  /** The operation, as AWS names it. */
  readonly operation: string;

  constructor(
    kind: CloudErrorKind,
    where: { service: string; operation: string },
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CloudError';
    this.kind = kind;
    this.service = where.service;
    this.operation = where.operation;
  }

  get transient(): boolean {
    return this.kind === 'throttled' || this.kind === 'unavailable';
  }
}
