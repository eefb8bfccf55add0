import { LIMITS } from '@pilotlight/contracts';
import type { Asked } from '@pilotlight/hosts';
import { expect, it } from 'vitest';
import { Random } from '../../../src/inputs/random.ts';
import { ASSUMED } from '../../../src/lifecycle/assumptions.ts';
import { Timeline } from '../../../src/lifecycle/clock/timeline.ts';
import { Meter } from '../../../src/lifecycle/cloud/meter.ts';
import { SimulatedServerless } from '../../../src/lifecycle/cloud/simulated-serverless.ts';
import { SERVERLESS_MODEL } from '../../../src/lifecycle/model.ts';
import { outputOf, requestOf } from '../../../src/lifecycle/systems/asking.ts';

const SERVICE_MILLISECONDS = 100;
const COLD = ASSUMED.serverlessColdStartSeconds;

async function asked(count: number, gapMilliseconds: number, service = SERVICE_MILLISECONDS) {
  const timeline = new Timeline({ time: 0 });
  const meter = new Meter();
  const serverless = new SimulatedServerless({
    ...{ timeline, meter, random: new Random(1) },
    serviceMilliseconds: service,
  });
  const answers: { asked: Asked | 'throttled'; milliseconds: number }[] = [];
  for (let number = 0; number < count; number++) {
    timeline.at(number * gapMilliseconds, () =>
      timeline.start(async () => {
        const began = timeline.now();
        const reply = await serverless
          .ask(SERVERLESS_MODEL, requestOf(number))
          .catch(() => 'throttled' as const);
        answers.push({ asked: reply, milliseconds: timeline.now() - began });
      }),
    );
  }
  await timeline.run(Infinity);
  return { answers, meter, serverless };
}

it('answers with a cold start first, and then by the same instance until that was unused for long', async () => {
  const { answers, serverless } = await asked(3, 60_000);
  expect(serverless.coldStarts).toBe(1);
  const [first, second] = answers;
  expect(first?.milliseconds).toBeGreaterThanOrEqual(COLD.least * 1000 + SERVICE_MILLISECONDS);
  expect(second?.milliseconds).toBeLessThan(SERVICE_MILLISECONDS + 20);
  const reply = second?.asked;
  expect(typeof reply === 'object' && reply.kind === 'answered' && outputOf(reply)).toEqual({
    echo: { request: 1 },
  });
  const { most } = ASSUMED.serverlessKeptMinutes;
  expect((await asked(2, (most + 1) * 60_000)).serverless.coldStarts).toBe(2);
});

it('has an instance for each simultaneous request, up to its limit, and throttles the others', async () => {
  const { maxConcurrency } = SERVERLESS_MODEL.serving.serverless;
  const { answers, serverless } = await asked(maxConcurrency + 2, 1);
  expect(serverless.coldStarts).toBe(maxConcurrency);
  expect(answers.filter((answer) => answer.asked === 'throttled')).toHaveLength(2);
});

it('bills the work of the model, times its memory', async () => {
  const { meter } = await asked(3, 60_000);
  expect(meter.serverlessGigabyteSeconds).toBeCloseTo(3 * 3 * 0.1, 9);
});

it('times out when start and work take longer than a request may, and has the instance for the next', async () => {
  const { answers, serverless } = await asked(2, 60_000, LIMITS.invocationSeconds * 1000 - 100);
  expect(answers.map(({ asked: reply }) => typeof reply === 'object' && reply.kind)).toEqual([
    'timed-out',
    'answered',
  ]);
  expect(serverless.coldStarts).toBe(1);
});
