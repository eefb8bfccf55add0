/**
 * - `denied`: a permission is missing; trying again is of no use
 * - `throttled`, `unavailable`: trying again later may help
 * - `refused`: SageMaker will not create or update the endpoint (a quota, a missing configuration); the message says why
 */
export type CloudErrorKind = 'denied' | 'throttled' | 'unavailable' | 'refused';

/** AWS said no. The message is AWS's own and belongs in the log, not in an answer. */
export class CloudError extends Error {
  readonly kind: CloudErrorKind;
  /** `SageMaker`, `DynamoDB`, `S3` or `EventBridge`. */
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
