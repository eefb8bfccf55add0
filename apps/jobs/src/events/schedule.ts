import { endpointOf, endpointsOf, EVENTS, parse, ScheduledEvent } from '@pilotlight/contracts';
import {
  sweep,
  sweepAlwaysOn,
  sweepJobs,
  type JobSweep,
  type ModelSweep,
  type Sweep,
} from '@pilotlight/lifecycle';
import type { EventKind } from './event-kind.ts';

/**
 * EventBridge's schedule: sweeps every endpoint, every model without one that must be woken, and every model's jobs; the
 * others also when one fails.
 */
export const schedule: EventKind<(Sweep | ModelSweep | JobSweep)[]> = {
  matches(event) {
    const { 'detail-type': type } = (event ?? {}) as { 'detail-type'?: unknown };
    return type === EVENTS.schedule.detailType;
  },

  async handle(event, { deployment: { models }, ports, deadline }) {
    parse(ScheduledEvent, event, 'The event');
    const alone = models.filter((model) => !endpointOf(model));
    const results = await Promise.allSettled<Sweep | ModelSweep | JobSweep>([
      ...endpointsOf(models).map((endpoint) => sweep(ports, endpoint, models, deadline)),
      ...alone.map((model) => sweepAlwaysOn(ports, model, deadline)),
      ...models.map((model) => sweepJobs(ports, model, deadline)),
    ]);
    const errors = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('\n'));
    return results
      .flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
      .filter((swept) => !('jobs' in swept) || swept.jobs > 0);
  },
};
