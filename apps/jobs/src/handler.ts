import type { FunctionConfig } from '@pilotlight/contracts';
import type { Ports, Sweep } from '@pilotlight/lifecycle';
import type { Deployed } from './events/deployment.ts';
import { endpointStateChange } from './events/endpoint-state-change.ts';
import { move } from './events/move.ts';
import { retire } from './events/retire.ts';
import { schedule } from './events/schedule.ts';

/** Lambda's context of the invocation; absent when run locally, without a time limit. */
export interface Invocation {
  getRemainingTimeInMillis(): number;
}

const UNHURRIED_MILLISECONDS = 15 * 60 * 1000;

/** The first that matches handles the event. */
const KINDS = [retire, move, schedule, endpointStateChange];

/**
 * @returns the handler of the jobs function. An event only triggers a check: the true state is read from SageMaker, so
 * an event may come late, twice or never. A deployment is a request; its answer is the result.
 */
export function createHandler(config: FunctionConfig, portsFor: (config: FunctionConfig) => Ports) {
  const ports = portsFor(config);
  return async (event: unknown, invocation?: Invocation): Promise<Sweep[] | Deployed> => {
    const left = invocation?.getRemainingTimeInMillis() ?? UNHURRIED_MILLISECONDS;
    const context = { config, ports, portsFor, deadline: ports.clock.now() + left };
    const kind = KINDS.find(({ matches }) => matches(event)) ?? endpointStateChange;
    return kind.handle(event, context);
  };
}
