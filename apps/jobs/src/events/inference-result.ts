import { byAsync, InferenceResult, Notifications, parse } from '@pilotlight/contracts';
import type { EventKind } from './event-kind.ts';
import { advanceJobs, isId, recordsOf, type ToldJob } from './job-events.ts';

/** SageMaker's words over SNS that a job has ended: collects its answer. What is not about a job of ours is ignored. */
export const inferenceResult: EventKind<ToldJob[]> = {
  matches: (event) => recordsOf(event).some(({ EventSource }) => EventSource === 'aws:sns'),

  async handle(event, context) {
    const { Records } = parse(Notifications, event, 'The event');
    const { deployment, ports } = context;
    const endpoints = new Set(
      deployment.models.map((model) => byAsync(model)?.serving.async.endpointName),
    );
    const told = Records.flatMap(({ Sns }) => {
      const result = resultIn(Sns.Message);
      const { endpointName } = result?.requestParameters ?? {};
      if (!result || !endpoints.has(endpointName) || !isId(result.inferenceId)) {
        ports.log('warn', 'notification_ignored', { endpointName });
        return [];
      }
      const { inferenceId: id, invocationStatus: status, failureReason } = result;
      ports.log('info', 'inference_result', { id, status, failureReason });
      const failed =
        status === 'Failed' ? { failureReason: failureReason ?? 'no reason given' } : {};
      return [{ id, told: failed }];
    });
    return advanceJobs(context, told);
  },
};

/** SageMaker's message; undefined for any other. */
function resultIn(message: string): InferenceResult | undefined {
  try {
    return parse(InferenceResult, JSON.parse(message), 'The message');
  } catch {
    return undefined;
  }
}
