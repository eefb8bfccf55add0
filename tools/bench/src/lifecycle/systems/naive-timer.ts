import { ASSUMED } from '../assumptions.ts';
import type { Ports, SimulatedCloud } from '../cloud/simulated-cloud.ts';
import { ENDPOINT, MODEL } from '../model.ts';
import { FUNCTIONS, NAIVE } from '../settings.ts';
import { YEAR } from '../traffic/calendar.ts';
import { checkOutput, outputOf, persistently, requestOf } from './asking.ts';
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
        checkOutput(await api.run((ports) => answer(ports, number)), number);
        return 'answered';
      }),
  };
}

/** The API function. @throws Error while the endpoint wakes: the caller must retry */
async function answer(api: Api, number: number): Promise<unknown> {
  const { endpoints, host, schedule, activity, clock } = api;
  if (clock.now() - api.writtenAt >= NAIVE.activityIntervalMinutes * MINUTE) {
    await activity.recordActivity(ENDPOINT.key, clock.now());
    api.writtenAt = clock.now();
  }
  const asked = await host.ask(MODEL, requestOf(number));
  if (asked.kind === 'answered') return outputOf(asked);
  if ((await endpoints.describe(ENDPOINT)) === undefined) {
    await endpoints.create(ENDPOINT);
    await schedule.enable();
  }
  throw new Error('503: the model is starting, try again later');
}

/** The scheduled function: runs while its rule is enabled. */
async function check({ endpoints, schedule, activity, clock }: Ports): Promise<void> {
  if ((await endpoints.describe(ENDPOINT)) === undefined) {
    await schedule.disable();
    return;
  }
  const last = await activity.readActivity(ENDPOINT.key);
  const lastUsedAt = last.kind === 'used' ? last.lastUsedAt : 0;
  if (clock.now() - lastUsedAt < NAIVE.idleMinutes * MINUTE) return;
  // SageMaker does not delete an endpoint that is being created: throw, and the next check retries.
  if ((await endpoints.delete(ENDPOINT)) === 'in-progress') throw new Error('in progress');
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
      const found = cloud.endpoint.look(ENDPOINT)?.status === 'InService';
      if (!found || cloud.scheduleEnabled) return;
      cloud.timeline.start(
        async () => void (await operator.endpoints.delete(ENDPOINT).catch(() => 0)),
      );
    });
  }
}
