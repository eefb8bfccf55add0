import { endpointOf, LIMITS, type DeployedModel } from '@pilotlight/contracts';
import {
  advanceOrWithdraw,
  glancing,
  glancingInstances,
  predict,
  readPrediction,
  reap,
  retryAfterSeconds,
  sweep,
  sweepAlwaysOn,
  sweepJobs,
} from '@pilotlight/lifecycle';
import { ASSUMED } from '../assumptions.ts';
import type { FunctionPool } from '../cloud/function-pool.ts';
import type { Ports, SimulatedCloud } from '../cloud/simulated-cloud.ts';
import { FUNCTIONS, STACK } from '../settings.ts';
import { checkOutput, persistently, requestOf, WrongAnswer, type Outcome } from './asking.ts';
import type { Start, System } from './system.ts';

const { activityIntervalSeconds } = STACK;

interface Options {
  /** Whether a job asks for the first instance at once; otherwise it waits for the alarm. Default: true. */
  readonly asksForInstance?: boolean;
}

/** The project's own life cycle in its three functions, wired as apps/ and infra/ do. */
export const pilotlight =
  (model: DeployedModel, { asksForInstance = true }: Options = {}): Start =>
  (cloud, requests) => {
    const { timeline, meter } = cloud;
    cloud.endpoint.vanishesBefore = Math.round(requests * ASSUMED.vanishesAfterShare);
    const api = cloud.function(FUNCTIONS.api, (process) => {
      const ports = cloud.ports(process);
      const { instances } = ports;
      return {
        ...ports,
        ...glancing(ports, timeline, LIMITS.glanceSeconds),
        instances: glancingInstances(
          asksForInstance ? instances : neverAsked(instances),
          timeline,
          LIMITS.glanceSeconds,
        ),
      };
    });
    runInBackground(cloud, model);

    /** One HTTP request to the API. */
    const request = <T>(work: (ports: Ports) => Promise<T>) => {
      meter.httpRequests += 1;
      return api.run(work);
    };
    const ask: System['ask'] = (number) =>
      persistently(timeline, async () => {
        const predicted = await request((ports) => predict(ports, model, requestOf(number)));
        if (predicted.kind === 'parked') {
          const { id, state } = predicted.prediction;
          const after = retryAfterSeconds(state);
          return follow(cloud, request, { id, model, number, after });
        }
        if ('output' in predicted) checkOutput(predicted.output, number);
        else throw new WrongAnswer(`request ${number} got an answer that is not JSON`);
        return 'answered';
      });

    const { endpoint, jobs, lambda, serverless } = cloud;
    return {
      ask,
      wakes: () =>
        endpointOf(model)
          ? endpoint.lives.count
          : lambda.coldStarts + serverless.coldStarts + jobs.lives.count,
    };
  };

const neverAsked = ({ count }: Ports['instances']): Ports['instances'] => ({
  count,
  request: () => Promise.resolve('in-progress'),
});

/** The functions that events and the schedule run. */
function runInBackground(cloud: SimulatedCloud, model: DeployedModel): void {
  const { timeline } = cloud;
  const endpoint = endpointOf(model);
  const reaper = cloud.function(FUNCTIONS.reaper, (process) => cloud.ports(process));
  const jobs = cloud.function(FUNCTIONS.jobs, (process) => cloud.ports(process));
  const sweepNow = (ports: Ports): Promise<unknown> => {
    const deadline = timeline.now() + FUNCTIONS.jobs.timeoutSeconds * 1000;
    return Promise.all([
      endpoint ? sweep(ports, endpoint, [model], deadline) : sweepAlwaysOn(ports, model, deadline),
      sweepJobs(ports, model, deadline),
    ]);
  };
  cloud.onJobEnded(({ id }) => jobs.onEvent((ports) => advanceOrWithdraw(ports, model, id, {})));
  cloud.onStateChange((change) =>
    jobs.onEvent(async (ports) => {
      if (change === 'InService') await ports.schedule.enable();
      return sweepNow(ports);
    }),
  );
  cloud.whileScheduled(STACK.checkMinutes, async () => {
    await Promise.all([
      reaper.onEvent((ports) => reap(ports, [model], { activityIntervalSeconds })),
      jobs.onEvent(sweepNow),
    ]);
  });
}

interface Parked {
  readonly id: string;
  readonly model: DeployedModel;
  readonly number: number;
  /** In how many seconds to poll. */
  readonly after: number;
}

/** Polls a parked prediction as `Retry-After` says, until it expires. */
async function follow(
  { timeline }: SimulatedCloud,
  request: FunctionPool<Ports>['run'],
  parked: Parked,
): Promise<Outcome> {
  const { id, model, number } = parked;
  const models = new Map([[model.name, model]]);
  const end = timeline.now() + LIMITS.predictionKeptSeconds * 1000;
  let { after } = parked;
  while (timeline.now() < end) {
    await timeline.sleep(after * 1000);
    const found = await request((ports) => readPrediction(ports, models, id)).catch(() => 'error');
    if (found === undefined) return 'lost';
    if (typeof found === 'string') continue;
    if (found.status === 'failed') return 'refused';
    if (found.status === 'succeeded') {
      checkOutput(found.output, number);
      return 'answered';
    }
    after = retryAfterSeconds(found.state);
  }
  return 'lost';
}
