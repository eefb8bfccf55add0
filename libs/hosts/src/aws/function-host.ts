import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import {
  FunctionAnswer,
  LIMITS,
  parse,
  type FunctionModel,
  type FunctionRequest,
} from '@pilotlight/contracts';
import { containerReply } from '../container-reply.ts';
import type { Asked, Host, HostRequest } from '../host.ts';
import { DeadlineError, within } from '../within.ts';
import { cloudError } from './aws-error.ts';

/** Lambda prepares the function: it was just changed, or was not invoked for weeks. */
const STARTING: ReadonlySet<string> = new Set([
  'CodeArtifactUserPendingException',
  'EC2ThrottledException',
  'EFSMountConnectivityException',
  'EFSMountTimeoutException',
  'ResourceConflictException',
  'ResourceNotReadyException',
]);

/** What Lambda returns in place of an answer when the function failed. */
interface Failure {
  readonly errorType?: string;
  readonly errorMessage?: string;
}

/** Lambda functions that run the model runtime: one Invoke. */
export function functionHost(lambda: LambdaClient): Host<FunctionModel> {
  return {
    async ask({ serving }, request) {
      const { functionName } = serving.function;
      const command = new InvokeCommand({
        FunctionName: functionName,
        Payload: JSON.stringify(functionRequest(request)),
      });
      try {
        const { Payload, FunctionError } = await within(LIMITS.invocationSeconds, (options) =>
          lambda.send(command, options),
        );
        const result = JSON.parse(Payload?.transformToString() ?? '') as unknown;
        return FunctionError === undefined ? answered(result) : crashed(result as Failure);
      } catch (error) {
        return failed(error);
      }
    },
  };
}

const functionRequest = ({ body, contentType, accept }: HostRequest): FunctionRequest => ({
  base64: Buffer.from(body).toString('base64'),
  contentType,
  accept,
});

function answered(result: unknown): Asked {
  const { status, base64, contentType } = parse(FunctionAnswer, result, 'the answer');
  const body = Buffer.from(base64, 'base64');
  if (status === 200) return { kind: 'answered', body, contentType };
  return containerReply(status, body.toString());
}

/** What it means that the function ended without an answer: Lambda stopped it, or it crashed. */
function crashed({ errorType = 'Error', errorMessage = '' }: Failure): Asked {
  if (/Task timed out after/.test(errorMessage)) return { kind: 'timed-out' };
  return containerReply(0, `${errorType}: ${errorMessage}`);
}

function failed(error: unknown): Asked {
  if (error instanceof DeadlineError) return { kind: 'timed-out' };
  const { name, message } = error as Error;
  if (name === 'ResourceNotFoundException') return { kind: 'absent' };
  if (STARTING.has(name)) return { kind: 'busy', status: 503, message: `${name}: ${message}` };
  throw cloudError('Lambda', 'Invoke', error);
}
