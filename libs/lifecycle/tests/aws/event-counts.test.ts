import { expect, it } from 'vitest';
import { eventCount } from '../../src/aws/event-counts.ts';
import { predict, sweep, sweepJobs } from '../../src/index.ts';
import { containerError } from '../../testing/simulated-sagemaker.ts';
import { park } from '../../testing/asking.ts';
import { asyncModel, createWorld, ENDPOINT, MODEL } from '../../testing/index.ts';

it.each([
  ['wake_opened', {}, { name: 'Wakes', count: 1 }],
  ['prediction_replayed', {}, { name: 'PredictionsReplayed', count: 1 }],
  ['prediction_replayed', { code: 'model_error' }, { name: 'PredictionsFailed', count: 1 }],
  ['prediction_refused', { code: 'overloaded' }, { name: 'PredictionsFailed', count: 1 }],
  ['upload_accepted', {}, { name: 'JobsAccepted', count: 1 }],
  ['job_ended', {}, { name: 'JobsAnswered', count: 1 }],
  ['job_ended', { code: 'upload_missing' }, { name: 'JobsFailed', count: 1 }],
  ['predictions_failed', { count: 7 }, { name: 'PredictionsFailed', count: 7 }],
  ['reaped', { decision: 'deleted' }, { name: 'EndpointsReaped', count: 1 }],
  ['reaped', { decision: 'kept' }, undefined],
  ['swept', {}, undefined],
])('%s (%j) counts for %j', (event, fields, counted) => {
  expect(eventCount(event, fields)).toEqual(counted);
});

it('counts the parking, the replay and the wake of a prediction once each', async () => {
  const world = createWorld();
  await park(world);
  world.clock.pass(world.endpoint.creationSeconds);
  await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline());
  const names = world.lines.flatMap((line) => eventCount(line.event, line)?.name ?? []);
  expect(names.sort()).toEqual(['PredictionsParked', 'PredictionsReplayed', 'Wakes']);
});

it('counts a job once when it is accepted, and once when it ends', async () => {
  const world = createWorld();
  const model = asyncModel();
  const request = { body: Buffer.from('x'), contentType: 'text/plain', accept: 'text/plain' };
  await predict(world.instance(), model, request);
  world.clock.pass(1000);
  await sweepJobs(world.instance(), model, world.deadline());
  const names = world.lines.flatMap((line) => eventCount(line.event, line)?.name ?? []);
  expect(names).toEqual(['JobsAccepted', 'JobsAnswered']);
});

it('every log line about a prediction has its id and its model', async () => {
  const world = createWorld();
  const id = await park(world);
  world.clock.pass(world.endpoint.creationSeconds);
  world.endpoint.answer = () => containerError(500, 'no');
  await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline());
  const about = world.lines.filter(({ event }) => /prediction|replay|model_error/.test(event));
  expect(about.length).toBeGreaterThan(3);
  expect(about.filter((line) => line['id'] !== id || line['model'] !== MODEL.name)).toEqual([]);
});
