import { byFunction } from '@pilotlight/contracts';
import type { Asked } from '@pilotlight/hosts';
import { expect, it } from 'vitest';
import { Random } from '../../../src/inputs/random.ts';
import { ASSUMED } from '../../../src/lifecycle/assumptions.ts';
import { Timeline } from '../../../src/lifecycle/clock/timeline.ts';
import { Meter } from '../../../src/lifecycle/cloud/meter.ts';
import { SimulatedFunction } from '../../../src/lifecycle/cloud/simulated-function.ts';
import { FUNCTION_MODEL } from '../../../src/lifecycle/model.ts';
import { outputOf, requestOf } from '../../../src/lifecycle/systems/asking.ts';

const SERVICE_MILLISECONDS = 100;

async function asked(
  count: number,
  gapMilliseconds: number,
  serviceMilliseconds = SERVICE_MILLISECONDS,
) {
  const timeline = new Timeline({ time: 0 });
  const meter = new Meter();
  const lambda = new SimulatedFunction({
    timeline,
    random: new Random(1),
    meter,
    serviceMilliseconds,
  });
  const model = byFunction(FUNCTION_MODEL);
  if (!model) throw new Error('the model has no function');
  const answers: { asked: Asked; milliseconds: number }[] = [];
  for (let number = 0; number < count; number++) {
    timeline.at(number * gapMilliseconds, () =>
      timeline.start(async () => {
        const began = timeline.now();
        const reply = await lambda.ask(model, requestOf(number));
        answers.push({ asked: reply, milliseconds: timeline.now() - began });
      }),
    );
  }
  await timeline.run(Infinity);
  return { answers, meter, lambda };
}

it('answers with a cold start first, and then by the same instance', async () => {
  const { answers, lambda } = await asked(3, 10_000);
  expect(lambda.coldStarts).toBe(1);
  const [first, second] = answers;
  const { least } = ASSUMED.modelColdStartMilliseconds;
  expect(first?.milliseconds).toBeGreaterThanOrEqual(least + SERVICE_MILLISECONDS);
  expect(second?.milliseconds).toBeLessThan(SERVICE_MILLISECONDS + 20);
  const reply = second?.asked;
  expect(reply?.kind === 'answered' && outputOf(reply)).toEqual({ echo: { request: 1 } });
});

it('has an instance for each simultaneous request', async () => {
  expect((await asked(4, 1)).lambda.coldStarts).toBe(4);
});

it('bills the time of its invocations', async () => {
  const { meter, answers } = await asked(3, 10_000);
  const seconds = answers.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
  expect(meter.lambdaRequests).toBe(3);
  expect(meter.modelGigabyteSeconds).toBeCloseTo(seconds * (1769 / 1024), 2);
});

it('fails without a status when its instance dies', async () => {
  // One invocation in ten thousand, and each takes so long that its instance dies before it is done.
  const { answers } = await asked(30_000, 1000, ASSUMED.dyingWithinMilliseconds);
  const failed = answers.filter(({ asked: reply }) => reply.kind !== 'answered');
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.length).toBeLessThan(15);
  expect(failed[0]?.asked).toMatchObject({ kind: 'failed', status: 0 });
});
