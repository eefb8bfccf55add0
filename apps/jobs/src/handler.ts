import {
  EndpointStateChange,
  EVENTS,
  parse,
  ScheduledEvent,
  type FunctionConfig,
} from '@pilotlight/contracts';
import { sweep, type Ports, type Sweep } from '@pilotlight/lifecycle';
import { deploy, isDeployment, type Deployed } from './deploy.ts';

/** What the Lambda service tells of the invocation; without it (on a laptop) there is no hurry. */
export interface Invocation {
  getRemainingTimeInMillis(): number;
}

const UNHURRIED_MILLISECONDS = 15 * 60 * 1000;

/** EventBridge says `IN_SERVICE` where the API says `InService`. */
const inService = (status: string) => status.replaceAll('_', '').toLowerCase() === 'inservice';

function isScheduled(event: unknown): boolean {
  const { 'detail-type': type } = (event ?? {}) as { 'detail-type'?: unknown };
  return type === EVENTS.schedule.detailType;
}

/**
 * @returns the jobs' handler. An event is only a hint to look: SageMaker is asked what is true, so that one that comes
 * late, twice or not at all does no harm. A deployment is a request: its answer says what became of it.
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
    // There is an endpoint, so there must be somebody to look after it.
    if (inService(status)) await ports.schedule.enable();
    return [await sweep(ports, model, deadline)];
  };
}
