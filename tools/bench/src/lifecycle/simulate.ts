import { percentile } from '../statistics.ts';
import { ASSUMED } from './assumptions.ts';
import { watchLeaks } from './cloud/leaks.ts';
import type { Lives } from './cloud/lives.ts';
import { SimulatedCloud } from './cloud/simulated-cloud.ts';
import type { Row } from './row.ts';
import { ASYNC, MODEL_FUNCTION, SERVERLESS, STACK } from './settings.ts';
import type { Outcome } from './systems/asking.ts';
import { SYSTEMS, type SystemName } from './systems/systems.ts';
import { YEAR } from './traffic/calendar.ts';
import { arrivals, type TrafficName } from './traffic/traffic.ts';

/** How long the last requests of the year have to finish, in milliseconds. */
const AFTERWARDS = 2 * 24 * 60 * 60 * 1000;

/**
 * Simulates a year of `traffic` for `system`, or its first `days`. The same seed gives the same row.
 * @throws WrongAnswer when a request got the answer of another
 */
export async function simulate(
  traffic: TrafficName,
  system: SystemName,
  seed: number,
  days: number = YEAR.days,
): Promise<Row> {
  const times = arrivals(traffic, seed, days);
  const cloud = new SimulatedCloud(seed, days, ASSUMED.serviceMilliseconds[traffic]);
  const { timeline, meter, endpoint, jobs } = cloud;
  const { ask, wakes } = SYSTEMS[system](cloud, times.length);
  const outcomes: (Outcome | undefined)[] = Array.from(times, () => undefined);
  const waits: number[] = [];

  const arrive = (request: number) => {
    const asked = times[request];
    if (asked === undefined) return;
    timeline.at(asked, () => {
      arrive(request + 1);
      timeline.start(async () => {
        const began = timeline.now();
        const outcome = await ask(request);
        outcomes[request] = outcome;
        if (outcome === 'answered') waits.push((timeline.now() - began) / 1000);
      });
    });
  };
  arrive(0);

  const hoursLeaked = watchLeaks(cloud);

  await timeline.run(cloud.end + AFTERWARDS);
  const lived = ({ lives }: { readonly lives: Lives }) => lives.milliseconds(YEAR.start, cloud.end);
  meter.instanceMilliseconds = lived(endpoint) + lived(jobs);
  const { instanceType } = jobs.lives.count > 0 ? ASYNC : STACK;
  const count = (outcome: Outcome | undefined) =>
    outcomes.filter((found) => found === outcome).length;
  const serverlessGigabytes = SERVERLESS.memoryMegabytes / 1024;
  const serverlessHours = meter.serverlessGigabyteSeconds / serverlessGigabytes / 3600;
  const functionGigabytes = MODEL_FUNCTION.memoryMegabytes / 1024;
  const functionHours = meter.modelGigabyteSeconds / functionGigabytes / 3600;
  return {
    traffic,
    system,
    requests: times.length,
    answered: waits.length,
    costUsd: meter.usd(instanceType),
    answeredAtOnce: waits.filter((wait) => wait <= ASSUMED.atOnceSeconds).length / times.length,
    p50WaitSeconds: percentile(waits, 50),
    p99WaitSeconds: percentile(waits, 99),
    refused: count('refused'),
    // A request that still waits was never answered.
    lost: count('lost') + count(undefined),
    hoursAwake: meter.instanceHours + serverlessHours + functionHours,
    // An endpoint that is always on is left running on purpose.
    hoursLeaked: system === 'always-on' ? 0 : hoursLeaked(),
    longestUnusedHours: Math.max(endpoint.lives.longestUnusedHours, jobs.lives.longestUnusedHours),
    wakes: wakes(),
  };
}
