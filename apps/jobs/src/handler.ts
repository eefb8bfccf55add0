import {
  EndpointStateChange,
  EVENTS,
  parse,
  ScheduledEvent,
  type FunctionConfig,
} from '@pilotlight/contracts';
import { sweep, type Ports, type Sweep } from '@pilotlight/lifecycle';
import { deploy, isDeployment, type Deployed } from './deploy.ts';

/** Lambda's context of the invocation; absent when run locally, without a time limit. */
export interface Invocation {
  getRemainingTimeInMillis(): number;
}

const UNHURRIED_MILLISECONDS = 15 * 60 * 1000;

/** EventBridge spells it `IN_SERVICE`, the API `InService`. */
const inService = (status: string) => status.replaceAll('_', '').toLowerCase() === 'inservice';

function isScheduled(event: unknown): boolean {
  const { 'detail-type': type } = (event ?? {}) as { 'detail-type'?: unknown };
  return type === EVENTS.schedule.detailType;
}

/**
 * @returns the handler of the jobs function. An event only triggers a check: the true state is read from SageMaker, so
 * an event may come late, twice or never. A deployment is a request; its answer is the result.
 */
export function createHandler(config: FunctionConfig, portsFor: (config: FunctionConfig) => Ports) {
  const { deployments } = config;
  const ports = portsFor(config);
  const modelOf = new Map(
    Object.entries(deployments).map(([model, { endpointName }]) => [endpointName, model]),
  );

  async function sweepAll(deadline: number): Promise<Sweep[]> {
    const results = await Promise.allSettled(
      [...modelOf.values()].map((model) => sweep(ports, model, deadline)),
    );
    const errors = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    if (errors.length > 0) {
      throw new AggregateError(errors, errors.map(String).join('\n'));
    }
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }

  return async (event: unknown, invocation?: Invocation): Promise<Sweep[] | Deployed> => {
    const left = invocation?.getRemainingTimeInMillis() ?? UNHURRIED_MILLISECONDS;
    const deadline = ports.clock.now() + left;
    if (isDeployment(event)) return deploy(event, { config, portsFor, deadline });
    if (isScheduled(event)) {
      parse(ScheduledEvent, event, 'The event');
      return sweepAll(deadline);
    }
    const { detail } = parse(EndpointStateChange, event, 'The event');
    const { EndpointName: endpoint, EndpointStatus: status } = detail;
    const model = modelOf.get(endpoint);
    ports.log('info', 'endpoint_changed', { endpoint, status, ours: model !== undefined });
    if (model === undefined) return [];
    // An endpoint exists, so the reaper must be scheduled.
    if (inService(status)) await ports.schedule.enable();
    return [await sweep(ports, model, deadline)];
  };
}
