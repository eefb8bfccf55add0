import type { CloudContext } from '../../../cloud/context.ts';
import type { Metrics } from '../../cloudwatch/metrics.ts';
import type { Endpoint } from '../endpoint.ts';
import type { JobQueue } from './job-queue.ts';

/** How often SageMaker publishes, in minutes: often enough that an alarm sees each of its periods. */
const EVERY_MINUTES = 1 / 4;

/** Publishes the metrics on which asynchronous endpoints are scaled. @returns what ends it */
export function publishBacklog(
  endpoint: Pick<Endpoint, 'name' | 'instances' | 'isServing'>,
  jobs: Pick<JobQueue, 'size'>,
  { metrics, context }: { metrics: Metrics; context: CloudContext },
): () => void {
  const dimensions = { EndpointName: endpoint.name };
  const publish = () => {
    if (!endpoint.isServing) return;
    const { current } = endpoint.instances;
    const values = {
      ApproximateBacklogSize: jobs.size,
      // AWS does not say what it is without instances.
      ApproximateBacklogSizePerInstance: jobs.size / Math.max(1, current),
      HasBacklogWithoutCapacity: jobs.size > 0 && current === 0 ? 1 : 0,
    };
    for (const [name, value] of Object.entries(values)) metrics.put({ name, dimensions }, value);
  };
  const minuteMilliseconds = context.settings.scheduleMinuteSeconds * 1_000;
  const timer = setInterval(publish, minuteMilliseconds * EVERY_MINUTES).unref();
  return () => clearInterval(timer);
}
