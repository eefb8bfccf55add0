import { AwsError } from '../../cloud/aws-error.ts';
import type { WireRequest } from '../../cloud/front/wire-service.ts';

/**
 * Refuses unknown headers of SageMaker instead of ignoring them: AWS would act on them.
 * @throws AwsError ValidationError
 */
export function refuseUnknownHeaders(
  operation: string,
  { headers }: WireRequest,
  known: ReadonlySet<string>,
): void {
  const unknown = Object.keys(headers).filter(
    (name) => name.startsWith('x-amzn-sagemaker-') && !known.has(name),
  );
  if (unknown.length === 0) return;
  throw new AwsError(
    'ValidationError',
    `The local cloud does not know these headers of ${operation}: ${unknown.join(', ')}.`,
  );
}
