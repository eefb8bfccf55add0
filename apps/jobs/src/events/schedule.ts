import { endpointOf, endpointsOf, EVENTS, parse, ScheduledEvent } from '@pilotlight/contracts';
import { sweep, sweepFunction, type FunctionSweep, type Sweep } from '@pilotlight/lifecycle';
import type { EventKind } from './event-kind.ts';

/** EventBridge's schedule: sweeps every endpoint and every function, the others also when one fails. */
export const schedule: EventKind<(Sweep | FunctionSweep)[]> = {
  matches(event) {
    const { 'detail-type': type } = (event ?? {}) as { 'detail-type'?: unknown };
    return type === EVENTS.schedule.detailType;
  },

  async handle(event, { deployment: { models }, ports, deadline }) {
    parse(ScheduledEvent, event, 'The event');
    const alone = models.filter((model) => endpointOf(model) === undefined);
    const results = await Promise.allSettled<Sweep | FunctionSweep>([
      ...endpointsOf(models).map((endpoint) => sweep(ports, endpoint, models, deadline)),
      ...alone.map((model) => sweepFunction(ports, model, deadline)),
    ]);
    const errors = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('\n'));
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  },
};
