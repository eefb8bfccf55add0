import { EndpointStateChange, endpointsOf, parse } from '@pilotlight/contracts';
import { sweep, type Sweep } from '@pilotlight/lifecycle';
import type { EventKind } from './event-kind.ts';

/** EventBridge spells it `IN_SERVICE`, the API `InService`. */
const inService = (status: string) => status.replaceAll('_', '').toLowerCase() === 'inservice';

/** SageMaker's state change of an endpoint. Every other event is taken for one, so that its error names what is missing. */
export const endpointStateChange: EventKind<Sweep[]> = {
  matches: () => true,

  async handle(event, { deployment: { models }, ports, deadline }) {
    const { detail } = parse(EndpointStateChange, event, 'The event');
    const { EndpointName: name, EndpointStatus: status } = detail;
    const endpoint = endpointsOf(models).find(({ endpointName }) => endpointName === name);
    ports.log('info', 'endpoint_changed', { name, status, ours: endpoint !== undefined });
    if (endpoint === undefined) return [];
    // An endpoint exists, so the reaper must be scheduled.
    if (inService(status)) await ports.schedule.enable();
    return [await sweep(ports, endpoint, models, deadline)];
  },
};
