import { AUTO } from '@pilotlight/contracts';
import { expect, it } from 'vitest';
import { createSpendMeter } from '../../src/index.ts';
import { SimulatedClock, SimulatedStore, throttled } from '../../testing/index.ts';

const INTERVAL_SECONDS = 60;
const LARGE = 2 * AUTO.leastReportUsd;

function createMeter() {
  const clock = new SimulatedClock();
  const store = new SimulatedStore();
  const log = () => undefined;
  const meter = createSpendMeter({ store, clock, log, intervalSeconds: INTERVAL_SECONDS });
  return { clock, store, meter };
}

it('writes the sum of an interval once', async () => {
  const { clock, store, meter } = createMeter();
  meter.add('entailment', LARGE);
  meter.add('entailment', LARGE);
  expect(await meter.report('entailment')).toBeUndefined();
  clock.pass(INTERVAL_SECONDS);
  expect(await meter.report('entailment')).toMatchObject([{ requests: 2, usd: 2 * LARGE }]);
  expect(await meter.report('entailment')).toBeUndefined();
  expect(store.calls.filter((call) => call === 'addSpend')).toHaveLength(1);
});

it('keeps a tiny sum until it has become larger', async () => {
  const { clock, store, meter } = createMeter();
  meter.add('entailment', AUTO.leastReportUsd / 2);
  clock.pass(60 * INTERVAL_SECONDS);
  expect(await meter.report('entailment')).toBeUndefined();
  expect(store.calls).toEqual([]);
  meter.add('entailment', AUTO.leastReportUsd);
  const [spend] = (await meter.report('entailment')) ?? [];
  expect(spend?.usd).toBeCloseTo(1.5 * AUTO.leastReportUsd);
});

it('reports nothing when the table refuses', async () => {
  const { clock, store, meter } = createMeter();
  store.before.addSpend = () => {
    throw throttled();
  };
  meter.add('entailment', LARGE);
  clock.pass(INTERVAL_SECONDS);
  expect(await meter.report('entailment')).toBeUndefined();
});
