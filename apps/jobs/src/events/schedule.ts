import {
  byAlwaysOn,
  endpointOf,
  endpointsOf,
  EVENTS,
  parse,
  ScheduledEvent,
} from '@pilotlight/contracts';
import { sweep, sweepAlwaysOn, type ModelSweep, type Sweep } from '@pilotlight/lifecycle';
import type { EventKind } from './event-kind.ts';

/** EventBridge's schedule: sweeps every endpoint, and every model that is always on; the others also when one fails. */
export const schedule: EventKind<(Sweep | ModelSweep)[]> = {
  matches(event) {
    const { 'detail-type': type } = (event ?? {}) as { 'detail-type'?: unknown };
    return type === EVENTS.schedule.detailType;
  },

  async handle(event, { deployment: { models }, ports, deadline }) {
    parse(ScheduledEvent, event, 'The event');
    const alwaysOn = models.filter((model) => !endpointOf(model) && byAlwaysOn(model));
    const results = await Promise.allSettled<Sweep | ModelSweep>([
      ...endpointsOf(models).map((endpoint) => sweep(ports, endpoint, models, deadline)),
      ...alwaysOn.map((model) => sweepAlwaysOn(ports, model, deadline)),
    ]);
    const errors = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('\n'));
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  },
};
