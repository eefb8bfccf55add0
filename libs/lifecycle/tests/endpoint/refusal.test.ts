import { LIMITS, problem, ProblemError } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { expect, it } from 'vitest';
import { jsonRequest, predict, readPrediction, wakeEndpoint } from '../../src/index.ts';
import { answeredBy } from '../../src/predict/predicted.ts';
import { aged, refusal, refusalDocument, retryAdvice } from '../../src/endpoint/refusal.ts';
import { minutes, park } from '../../testing/asking.ts';
import { createWorld, ENDPOINT, MODEL, MODELS } from '../../testing/index.ts';

/** An endpoint whose wake was just given up, after several failed endpoints. */
async function givenUp() {
  const world = createWorld();
  world.endpoint.failure = 'did not pass the ping health check';
  const id = await park(world);
  while (world.store.wakes.get(ENDPOINT.key)?.record.status === 'open') await minutes(world, 1);
  const restSeconds = LIMITS.failedRestSeconds.least;
  return { world, id, restSeconds };
}

it('the error for an endpoint that rests after a failed wake says when it may be woken', async () => {
  const { world, restSeconds } = await givenUp();
  world.clock.pass(10);
  const advice = { code: 'endpoint_failed', retryAfterSeconds: restSeconds - 10 };
  await expect(predict(world.instance(), MODEL, jsonRequest({}))).rejects.toMatchObject(advice);
  await expect(wakeEndpoint(world.instance(), MODEL)).rejects.toMatchObject(advice);
});

it('a prediction whose wake was given up says when to retry, counted from the time of reading', async () => {
  const { world, id, restSeconds } = await givenUp();
  const told = async () => (await readPrediction(world.instance(), MODELS, id))?.error;
  expect(await told()).toMatchObject({ code: 'endpoint_failed', retryAfterSeconds: restSeconds });
  world.clock.pass(restSeconds - 20);
  expect(await told()).toMatchObject({ retryAfterSeconds: 20 });
  world.clock.pass(3600);
  expect(await told()).toMatchObject({ retryAfterSeconds: LIMITS.retryAfterSeconds.least });
});

it.each(['throttled', 'unavailable'] as const)(
  'a transient AWS error (%s) advises a retry, and so does its stored document',
  (kind) => {
    const error = new CloudError(kind, { service: 'DynamoDB', operation: 'GetItem' }, 'x');
    expect(retryAdvice(refusal(error))).toBe(LIMITS.retryAfterSeconds.unknown);
    expect(refusalDocument(error).retryAfterSeconds).toBe(LIMITS.retryAfterSeconds.unknown);
  },
);

it('an error that a retry does not fix has no advice', () => {
  const denied = new CloudError('denied', { service: 'S3', operation: 'PutObject' }, 'x');
  expect(refusalDocument(denied)).not.toHaveProperty('retryAfterSeconds');
  expect(aged(refusalDocument(denied), 5)).not.toHaveProperty('retryAfterSeconds');
});

it('a stored error is answered with its stored advice', () => {
  const own = new ProblemError('overloaded', 'busy', [], 17);
  expect(refusalDocument(own)).toMatchObject({ retryAfterSeconds: 17 });
  const error = problem('overloaded', 'busy', { retryAfterSeconds: 17 });
  expect(() => answeredBy({ error })).toThrow(expect.objectContaining({ retryAfterSeconds: 17 }));
});
