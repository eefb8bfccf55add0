import type { Deployment } from '@pilotlight/contracts';
import type { JobSweep, ModelSweep, ReplayPorts, Sweep } from '@pilotlight/lifecycle';
import type { Deployed } from './events/deployment-request.ts';
import { describe } from './events/describe.ts';
import { endpointStateChange } from './events/endpoint-state-change.ts';
import { inferenceResult } from './events/inference-result.ts';
import type { ToldJob } from './events/job-events.ts';
import { move } from './events/move.ts';
import { retireHost } from './events/retire-host.ts';
import { retire } from './events/retire.ts';
import { schedule } from './events/schedule.ts';
import { uploaded } from './events/uploaded.ts';

/** Lambda's context of the invocation; absent when run locally, without a time limit. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

const UNHURRIED_MILLISECONDS = 15 * 60 * 1000;

/** The first that matches handles the event. */
const KINDS = [
  describe,
  retire,
  retireHost,
  move,
  schedule,
  uploaded,
  inferenceResult,
  endpointStateChange,
];

/**
 * @returns the handler of the jobs function. An event only triggers a check: the true state is read from SageMaker, so
 * an event may come late, twice or never. A deployment request is answered with its result.
 */
export function createHandler(deployment: Deployment, ports: ReplayPorts) {
  return async (
    event: unknown,
    context?: LambdaContext,
  ): Promise<(Sweep | ModelSweep | JobSweep)[] | ToldJob[] | Deployed | Deployment> => {
    const left = context?.getRemainingTimeInMillis() ?? UNHURRIED_MILLISECONDS;
    const deadline = ports.clock.now() + left;
    const kind = KINDS.find(({ matches }) => matches(event)) ?? endpointStateChange;
    return kind.handle(event, { deployment, ports, deadline });
  };
}
