import { endpointsOf, EVENTS, parse, ScheduledEvent } from '@pilotlight/contracts';
import { sweep, type Sweep } from '@pilotlight/lifecycle';
import type { EventKind } from './event-kind.ts';

/** EventBridge's schedule: sweeps every endpoint, the others also when one fails. */
export const schedule: EventKind<Sweep[]> = {
  matches(event) {
    const { 'detail-type': type } = (event ?? {}) as { 'detail-type'?: unknown };
    return type === EVENTS.schedule.detailType;
  },

  async handle(event, { deployment: { models }, ports, deadline }) {
    parse(ScheduledEvent, event, 'The event');
    const results = await Promise.allSettled(
      endpointsOf(models).map((endpoint) => sweep(ports, endpoint, models, deadline)),
    );
    const errors = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    if (errors.length > 0) throw new AggregateError(errors, errors.map(String).join('\n'));
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  },
};
