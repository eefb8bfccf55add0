import { LIMITS } from '@pilotlight/contracts';
import {
  glancing,
  predict,
  readPrediction,
  reap,
  retryAfterSeconds,
  sweep,
} from '@pilotlight/lifecycle';
import { ASSUMED } from '../assumptions.ts';
import type { FunctionPool } from '../cloud/function-pool.ts';
import type { Ports, SimulatedCloud } from '../cloud/simulated-cloud.ts';
import { ENDPOINT, MODEL } from '../model.ts';
import { FUNCTIONS, STACK } from '../settings.ts';
import { checkOutput, persistently, requestOf, WrongAnswer, type Outcome } from './asking.ts';
import type { System } from './system.ts';

const { activityIntervalSeconds } = STACK;

const MODELS = new Map([[MODEL.name, MODEL]]);

/** The project's own life cycle in its three functions, wired as apps/ and infra/ do. */
export function pilotlight(cloud: SimulatedCloud, requests: number): System {
  const { timeline, meter } = cloud;
  cloud.endpoint.vanishesBefore = Math.round(requests * ASSUMED.vanishesAfterShare);
  const api = cloud.function(FUNCTIONS.api, (process) => {
    const ports = cloud.ports(process);
    return { ...ports, ...glancing(ports, timeline, LIMITS.glanceSeconds) };
  });
  const reaper = cloud.function(FUNCTIONS.reaper, (process) => cloud.ports(process));
  const jobs = cloud.function(FUNCTIONS.jobs, (process) => cloud.ports(process));

  const sweepNow = (ports: Ports) =>
    sweep(ports, ENDPOINT, [MODEL], timeline.now() + FUNCTIONS.jobs.timeoutSeconds * 1000);
  cloud.onStateChange((change) =>
    jobs.onEvent(async (ports) => {
      if (change === 'InService') await ports.schedule.enable();
      return sweepNow(ports);
    }),
  );
  cloud.whileScheduled(STACK.checkMinutes, async () => {
    await Promise.all([
      reaper.onEvent((ports) => reap(ports, [ENDPOINT], { activityIntervalSeconds })),
      jobs.onEvent(sweepNow),
    ]);
  });

  /** One HTTP request to the API. */
  const request = <T>(work: (ports: Ports) => Promise<T>) => {
    meter.httpRequests += 1;
    return api.run(work);
  };

  return {
    wakes: () => cloud.endpoint.lives.count,
    ask: (number) =>
      persistently(timeline, async () => {
        const predicted = await request((ports) => predict(ports, MODEL, requestOf(number)));
        if (predicted.kind === 'parked') {
          const { id, state } = predicted.prediction;
          return follow(cloud, request, { id, number, after: retryAfterSeconds(state) });
        }
        if ('output' in predicted) checkOutput(predicted.output, number);
        else throw new WrongAnswer(`request ${number} got an answer that is not JSON`);
        return 'answered';
      }),
  };
}

/** Polls a parked prediction as `Retry-After` says, until it expires. */
async function follow(
  { timeline }: SimulatedCloud,
  request: FunctionPool<Ports>['run'],
  parked: { id: string; number: number; after: number },
): Promise<Outcome> {
  const end = timeline.now() + LIMITS.predictionKeptSeconds * 1000;
  let { after } = parked;
  while (timeline.now() < end) {
    await timeline.sleep(after * 1000);
    const found = await request((ports) => readPrediction(ports, MODELS, parked.id)).catch(
      () => 'error',
    );
    if (found === undefined) return 'lost';
    if (typeof found === 'string') continue;
    if (found.status === 'failed') return 'refused';
    if (found.status === 'succeeded') {
      checkOutput(found.output, parked.number);
      return 'answered';
    }
    after = retryAfterSeconds(found.state);
  }
  return 'lost';
}
