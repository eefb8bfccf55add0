import {
  InvokeEndpointAsyncCommand,
  type SageMakerRuntimeClient,
} from '@aws-sdk/client-sagemaker-runtime';
import { LIMITS } from '@pilotlight/contracts';
import type { JobHost } from '../host.ts';
import { within } from '../within.ts';
import { cloudError, isAwsError } from './aws-error.ts';
import { NOT_IN_SERVICE } from './invoke-endpoint.ts';

/**
 * Asynchronous endpoints: one InvokeEndpointAsync.
 * @param bucketName where the inputs are
 */
export function asyncHost(runtime: SageMakerRuntimeClient, bucketName: string): JobHost {
  return {
    async submit({ serving }, { id, inputKey, contentType, accept }) {
      const command = new InvokeEndpointAsyncCommand({
        EndpointName: serving.async.endpointName,
        InferenceId: id,
        // Names the answer: outputs/ID.out, and failures/ID-error.out.
        Filename: id,
        InputLocation: `s3://${bucketName}/${inputKey}`,
        ContentType: contentType,
        Accept: accept,
        RequestTTLSeconds: LIMITS.jobQueuedSeconds,
        InvocationTimeoutSeconds: LIMITS.jobSeconds,
      });
      try {
        await within(LIMITS.cloudCallSeconds, (options) => runtime.send(command, options));
        return { kind: 'accepted' };
      } catch (error) {
        if (isAwsError(error, 'ValidationError', NOT_IN_SERVICE)) return { kind: 'absent' };
        throw cloudError('SageMaker', 'InvokeEndpointAsync', error);
      }
    },
  };
}
