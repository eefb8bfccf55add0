import { EndpointStateChange, parse } from '@pilotlight/contracts';
import { sweep, type Sweep } from '@pilotlight/lifecycle';
import type { EventKind } from './event-kind.ts';

/** EventBridge spells it `IN_SERVICE`, the API `InService`. */
const inService = (status: string) => status.replaceAll('_', '').toLowerCase() === 'inservice';

/** SageMaker's state change of an endpoint. Every other event is taken for one, so that its error names what is missing. */
export const endpointStateChange: EventKind<Sweep[]> = {
  matches: () => true,

  async handle(event, { config, ports, deadline }) {
    const { detail } = parse(EndpointStateChange, event, 'The event');
    const { EndpointName: endpoint, EndpointStatus: status } = detail;
    const [model] =
      Object.entries(config.deployments).find(
        ([, { endpointName }]) => endpointName === endpoint,
      ) ?? [];
    ports.log('info', 'endpoint_changed', { endpoint, status, ours: model !== undefined });
    if (model === undefined) return [];
    // An endpoint exists, so the reaper must be scheduled.
    if (inService(status)) await ports.schedule.enable();
    return [await sweep(ports, model, deadline)];
  },
};
