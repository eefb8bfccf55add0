import { ProblemError } from '@pilotlight/contracts';
import { OverloadedError } from '@pilotlight/model-runtime';
import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { answerOf, STATE } from '../support/fake-runtime.ts';
import { appOf } from '../support/test-app.ts';

const post = (app: FastifyInstance) => app.inject({ method: 'POST', url: '/invocations' });

/** The samples of a scrape: a map of `name{labels}` to value. */
async function scrape(app: FastifyInstance): Promise<Map<string, number>> {
  const { statusCode, headers, body } = await app.inject('/metrics');
  expect([statusCode, headers['content-type']]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  const samples = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    samples.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

test('counts requests by route, status and code', async () => {
  const outcomes = [
    () => Promise.resolve(answerOf('yes')),
    () => Promise.reject(new ProblemError('input_invalid', 'no')),
    () => Promise.reject(new OverloadedError(1)),
    () => Promise.resolve(answerOf('yes')),
  ];
  const { app } = appOf({
    invoke: () => outcomes.shift()?.() ?? Promise.reject(new Error('none')),
  });
  for (let count = 0; count < 4; count++) await post(app);
  await app.inject('/ping');
  await app.inject('/nothing/7');
  const samples = await scrape(app);
  const of = (route: string, status: number, code = '') =>
    samples.get(`pilotlight_requests_total{route="${route}",status="${status}",code="${code}"}`);
  expect(of('/invocations', 200)).toBe(2);
  expect(of('/invocations', 422, 'input_invalid')).toBe(1);
  expect(of('/invocations', 503, 'overloaded')).toBe(1);
  expect(of('/ping', 200)).toBe(1);
  expect(of('*', 404, 'route_unknown')).toBe(1);
  expect(samples.get('pilotlight_overload_refusals_total{model="double"}')).toBe(1);
});

test('shows the timings of answered invocations', async () => {
  const { app } = appOf();
  await post(app);
  await post(app);
  const samples = await scrape(app);
  const sums = { queue: 0.0025, parse: 0.001, predict: 0.006, format: 0.0005 };
  for (const [phase, seconds] of Object.entries(sums)) {
    const name = `pilotlight_invocation_${phase}_seconds`;
    expect(samples.get(`${name}_sum{model="double"}`)).toBeCloseTo(seconds, 6);
    expect(samples.get(`${name}_count{model="double"}`)).toBe(2);
  }
  expect(samples.get('pilotlight_invocation_seconds_count{model="double"}')).toBe(2);
  expect(samples.get('pilotlight_batch_size_sum{model="double"}')).toBe(4);
  expect(
    samples.get('pilotlight_invocation_predict_seconds_bucket{le="0.0025",model="double"}'),
  ).toBe(0);
  expect(
    samples.get('pilotlight_invocation_predict_seconds_bucket{le="0.005",model="double"}'),
  ).toBe(2);
});

test('shows the state of the workers, and the plan', async () => {
  let state = STATE;
  const { app } = appOf({ state: () => state });
  const of = async (name: string) => (await scrape(app)).get(`pilotlight_${name}{model="double"}`);
  expect(await of('queue_length')).toBe(3);
  expect(await of('queue_bytes')).toBe(400);
  expect(await of('workers_healthy')).toBe(2);
  expect(await of('workers_busy')).toBe(1);
  expect(await of('workers_lost_total')).toBe(5);
  const plan =
    'pilotlight_plan_info{model="double",workers="2",threads="1",max_batch="8",source="measured"}';
  expect((await scrape(app)).get(plan)).toBe(1);
  state = { ...STATE, plan: undefined, planSource: undefined, healthyWorkers: 0 };
  expect(await of('workers_healthy')).toBe(0);
  expect([...(await scrape(app)).keys()].filter((key) => key.includes('plan_info'))).toEqual([]);
});

test('shows the resource usage of the process', async () => {
  const samples = await scrape(appOf().app);
  expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
  expect(samples.get('process_cpu_seconds_total')).toBeGreaterThan(0);
  expect(samples.get('process_start_time_seconds')).toBeGreaterThan(1.7e9);
  expect(samples.get('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
});

test('follows the conventions: every metric has help and type, counters end in _total', async () => {
  const { app } = appOf();
  await post(app);
  const { body } = await app.inject('/metrics');
  const types = [...body.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => ({
    name,
    type,
  }));
  expect(types.length).toBeGreaterThan(14);
  for (const { name = '', type } of types) {
    expect(body).toContain(`# HELP ${name} `);
    expect(name).toMatch(/^(pilotlight|process|nodejs)_[a-z_]+$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
  }
});
