import type { Ports } from '@pilotlight/lifecycle';
import { MODEL } from '@pilotlight/lifecycle/testing';
import { ASSUMED } from '../assumptions.ts';
import type { SimulatedCloud } from '../cloud/simulated-cloud.ts';
import { FUNCTIONS, NAIVE } from '../settings.ts';
import { YEAR } from '../traffic/calendar.ts';
import { checkOutput, inputOf, persistently } from './asking.ts';
import type { System } from './system.ts';

const MINUTE = 60_000;

/** The state of one instance of the API function: its clients, and a variable outside the handler. */
interface Api extends Ports {
  writtenAt: number;
}

/**
 * The simple solution that is often written instead: the API function creates the endpoint when there is none, and a
 * scheduled function deletes it when it was unused for a while. The table holds only the time of the last use.
 */
export function naiveTimer(cloud: SimulatedCloud, requests: number): System {
  const { timeline, meter } = cloud;
  cloud.endpoint.vanishesBefore = Math.round(requests * ASSUMED.vanishesAfterShare);
  const api = cloud.function(FUNCTIONS.api, (process): Api => ({
    ...cloud.ports(process),
    writtenAt: 0,
  }));
  const timer = cloud.function(FUNCTIONS.reaper, (process) => cloud.ports(process));

  cloud.whileScheduled(NAIVE.checkMinutes, () => timer.onEvent(check));
  readBills(cloud);

  return {
    wakes: () => cloud.endpoint.lives.count,
    ask: (number) =>
      persistently(timeline, async () => {
        meter.httpRequests += 1;
        checkOutput(JSON.parse(await api.run((ports) => answer(ports, inputOf(number)))), number);
        return 'answered';
      }),
  };
}

/** The API function. @throws Error while the endpoint wakes: the caller must retry */
async function answer(api: Api, input: unknown): Promise<string> {
  const { endpoint, schedule, store, clock } = api;
  if (clock.now() - api.writtenAt >= NAIVE.activityIntervalMinutes * MINUTE) {
    await store.recordActivity(MODEL, clock.now());
    api.writtenAt = clock.now();
  }
  const invocation = await endpoint.invoke(MODEL, JSON.stringify(input));
  if (invocation.kind === 'answered') return invocation.body;
  if ((await endpoint.describe(MODEL)) === undefined) {
    await endpoint.create(MODEL);
    await schedule.enable();
  }
  throw new Error('503: the model is starting, try again later');
}

/** The scheduled function: runs while its rule is enabled. */
async function check({ endpoint, schedule, store, clock }: Ports): Promise<void> {
  if ((await endpoint.describe(MODEL)) === undefined) {
    await schedule.disable();
    return;
  }
  const activity = await store.readActivity(MODEL);
  const lastUsedAt = activity.kind === 'used' ? activity.lastUsedAt : 0;
  if (clock.now() - lastUsedAt < NAIVE.idleMinutes * MINUTE) return;
  // SageMaker does not delete an endpoint that is being created: throw, and the next check retries.
  if ((await endpoint.delete(MODEL)) === 'in-progress') throw new Error('in progress');
  await schedule.disable();
}

/** An endpoint with a disabled rule runs until its operator notices it on the bill and deletes it manually. */
function readBills(cloud: SimulatedCloud): void {
  const DAY = 24 * 60 * MINUTE;
  const operator = cloud.ports({ dead: false });
  for (let month = 1; month <= 12; month++) {
    const start = new Date(YEAR.start);
    const billed = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month, 1);
    cloud.timeline.at(billed + NAIVE.billReadAfterDays * DAY, () => {
      const found = cloud.endpoint.look(MODEL)?.status === 'InService';
      if (!found || cloud.scheduleEnabled) return;
      cloud.timeline.start(async () => void (await operator.endpoint.delete(MODEL).catch(() => 0)));
    });
  }
}
