import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';

/** SageMaker shows this much of the container's own answer. */
const ORIGINAL_MESSAGE_CHARACTERS = 2_048;

/** The container answered with an error: the caller always gets a 424. */
export function containerError(
  endpoint: string,
  status: number,
  body: Buffer,
  context: CloudContext,
): AwsError {
  const side = status < 500 ? 'client' : 'server';
  return modelError(endpoint, status, side, body.toString('utf8'), context);
}

export function timedOut(endpoint: string, context: CloudContext): AwsError {
  const text =
    'Your invocation timed out while waiting for a response from container primary. Review the latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again.';
  return modelError(endpoint, 0, 'server', text, context);
}

/** The container closed or refused the connection. */
export function brokenConnection(endpoint: string, context: CloudContext): AwsError {
  const text = 'The connection to container primary was closed before it had answered.';
  return modelError(endpoint, 0, 'server', text, context);
}

/** No container of a serverless endpoint became healthy; SageMaker's own text is not known. */
export function notStarted(endpoint: string, context: CloudContext): AwsError {
  const text = 'The container did not start, or did not pass the ping health check.';
  return modelError(endpoint, 0, 'server', text, context);
}

export function modelNotReady(): AwsError {
  const text = 'The model is not ready for inference serving yet. Wait and try your request again.';
  return new AwsError('ModelNotReadyException', text, { status: 429 });
}

function modelError(
  endpoint: string,
  status: number,
  side: 'client' | 'server',
  text: string,
  { region, accountId, arns }: CloudContext,
): AwsError {
  const group = `/aws/sagemaker/Endpoints/${endpoint}`;
  const original = text.slice(0, ORIGINAL_MESSAGE_CHARACTERS);
  const console = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#logEventViewer:group=${group}`;
  return new AwsError(
    'ModelError',
    `Received ${side} error (${status}) from primary with message "${original}". See ${console} in account ${accountId} for more information.`,
    {
      status: 424,
      members: {
        ErrorCode: side === 'client' ? 'CLIENT_ERROR_FROM_MODEL' : 'SERVER_ERROR_FROM_MODEL',
        LogStreamArn: arns.logGroup(group),
        OriginalMessage: original,
        OriginalStatusCode: status,
      },
    },
  );
}
