import { ASSUMED } from '../assumptions.ts';
import type { SimulatedCloud } from '../cloud/simulated-cloud.ts';
import { FUNCTIONS, SERVERLESS } from '../settings.ts';
import { persistently } from './asking.ts';
import type { System } from './system.ts';

const MINUTE = 60_000;

/** A serverless endpoint behind the same API. Its environments have a cold start and are recycled when unused. */
export function serverless(cloud: SimulatedCloud): System {
  const { timeline, random, meter } = cloud;
  const api = cloud.function(FUNCTIONS.api, () => undefined);
  /** When each idle environment is recycled, in epoch milliseconds; the one that was used last is used next. */
  const resting: number[] = [];
  let busy = 0;
  let coldStarts = 0;

  const warm = () => {
    for (let goesAt = resting.pop(); goesAt !== undefined; goesAt = resting.pop()) {
      if (goesAt > timeline.now()) return true;
    }
    return false;
  };

  async function invoke(): Promise<void> {
    const { mean, deviation, least, most } = ASSUMED.serverlessColdStartSeconds;
    if (random.next() < ASSUMED.invocation.failedShare || busy >= SERVERLESS.maxConcurrency) {
      throw new Error('ThrottlingException');
    }
    busy += 1;
    if (!warm()) {
      coldStarts += 1;
      await timeline.sleep(random.normal(mean * 1000, deviation * 1000, least * 1000, most * 1000));
    }
    await timeline.sleep(cloud.serviceMilliseconds);
    // The cold start is not billed.
    const seconds = cloud.serviceMilliseconds / 1000;
    meter.serverlessGigabyteSeconds += seconds * SERVERLESS.memoryGigabytes;
    await timeline.sleep(ASSUMED.invocation.milliseconds);
    busy -= 1;
    const kept = ASSUMED.serverlessKeptMinutes;
    resting.push(timeline.now() + random.integer(kept.least * MINUTE, kept.most * MINUTE));
  }

  return {
    wakes: () => coldStarts,
    ask: () =>
      persistently(timeline, async () => {
        meter.httpRequests += 1;
        await api.run(invoke);
        return 'answered';
      }),
  };
}
