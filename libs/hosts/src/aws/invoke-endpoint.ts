import { LIMITS } from '@pilotlight/contracts';
import {
  InvokeEndpointCommand,
  ModelError,
  type SageMakerRuntimeClient,
} from '@aws-sdk/client-sagemaker-runtime';
import { containerReply } from '../container-reply.ts';
import type { Asked, HostRequest } from '../host.ts';
import { cloudError, isAwsError } from './aws-error.ts';
import { DeadlineError, within } from '../within.ts';

/** SageMaker Runtime's words of a `ValidationError`. */
export const NOT_IN_SERVICE = /^Endpoint \S+ of account \S+ not found/;

/**
 * The bundle is not in the folder of a multi-model endpoint: this function instance is older than the last deployment,
 * which replaced it.
 */
const NOT_IN_FOLDER =
  /^Failed to download model data\(bucket: \S+, key: .+\)\. Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the model\.$/;

/** A multi-model endpoint is still loading the model, or a serverless one starts an instance. */
const NOT_READY = 'ModelNotReadyException';

/** The body of a request is larger than the endpoint takes. */
const OVERSIZE = /^Request \S+ has oversize body/;

/** Which endpoint is asked, and on a multi-model endpoint for which bundle. */
export interface Target {
  readonly endpointName: string;
  readonly targetModel?: string | undefined;
}

/**
 * One InvokeEndpoint.
 * @throws CloudError
 */
export async function invokeEndpoint(
  runtime: SageMakerRuntimeClient,
  { endpointName, targetModel }: Target,
  { body, contentType, accept }: HostRequest,
): Promise<Asked> {
  const command = new InvokeEndpointCommand({
    EndpointName: endpointName,
    Body: body,
    ContentType: contentType,
    Accept: accept,
    ...(targetModel === undefined ? {} : { TargetModel: targetModel }),
  });
  try {
    const answer = await within(LIMITS.invocationSeconds, (options) =>
      runtime.send(command, options),
    );
    return {
      kind: 'answered',
      // The SDK leaves out an empty body, although its type does not say so.
      body: (answer.Body as Uint8Array | undefined) ?? new Uint8Array(),
      contentType: answer.ContentType ?? 'application/octet-stream',
    };
  } catch (error) {
    return failed(error);
  }
}

function failed(error: unknown): Asked {
  // SageMaker Runtime has ValidationError, the control plane ValidationException.
  if (isAwsError(error, 'ValidationError', NOT_IN_SERVICE)) return { kind: 'absent' };
  if (isAwsError(error, 'ValidationError', NOT_IN_FOLDER)) return { kind: 'absent' };
  if (isAwsError(error, 'ValidationError', OVERSIZE)) {
    return {
      kind: 'rejected',
      status: 413,
      message: 'The input is larger than the endpoint takes.',
    };
  }
  if (isAwsError(error, NOT_READY, /^/)) {
    return { kind: 'busy', status: 429, message: error.message };
  }
  if (error instanceof ModelError) {
    const { OriginalStatusCode: status = 0, OriginalMessage, message } = error;
    return containerReply(status, OriginalMessage ?? message);
  }
  // Not by name: the SDK also uses TimeoutError for a broken connection, which does not mean that the model is slow.
  if (error instanceof DeadlineError) return { kind: 'timed-out' };
  throw cloudError('SageMaker', 'InvokeEndpoint', error);
}
