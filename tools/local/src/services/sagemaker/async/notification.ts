import type { CloudContext } from '../../../cloud/context.ts';
import type { Job } from './job.ts';

/** How an invocation ended: with the content type of its answer, or why it has none. */
export type Ended = { readonly contentType: string } | { readonly failureReason: string };

/** The message that SageMaker publishes when an invocation has ended. */
export function notificationOf(
  job: Job,
  endpointName: string,
  ended: Ended,
  { region }: CloudContext,
): object {
  const contentType = job.headers['content-type'];
  return {
    awsRegion: region,
    eventTime: new Date().toISOString(),
    receivedTime: job.receivedAt.toISOString(),
    invocationStatus: 'contentType' in ended ? 'Completed' : 'Failed',
    ...('contentType' in ended ? {} : { failureReason: ended.failureReason }),
    requestParameters: {
      ...(contentType === undefined ? {} : { contentType }),
      endpointName,
      inputLocation: job.inputLocation,
    },
    ...('contentType' in ended
      ? {
          responseParameters: {
            contentType: ended.contentType,
            outputLocation: job.outputLocation,
          },
        }
      : {}),
    inferenceId: job.inferenceId,
    eventVersion: '1.0',
    eventSource: 'aws:sagemaker',
    eventName: 'InferenceResult',
  };
}
