import { LIMITS, problem, ProblemError } from '@pilotlight/contracts';
import { expect, it } from 'vitest';
import { CloudError, predict, readPrediction, wakeModel } from '../src/index.ts';
import { answeredBy } from '../src/predict/predicted.ts';
import { aged, refusal, refusalDocument, retryAdvice } from '../src/refusal.ts';
import { minutes, park } from './fakes/asking.ts';
import { createWorld, MODEL } from './fakes/world.ts';

/** A model whose endpoint has just failed so often that its wake was given up. */
async function givenUp() {
  const world = createWorld();
  world.endpoint.failure = 'did not pass the ping health check';
  const id = await park(world);
  while (world.store.wakes.get(MODEL)?.record.status === 'open') await minutes(world, 1);
  const restSeconds = LIMITS.failedRestSeconds.least;
  return { world, id, restSeconds };
}

it('a model that rests after a failed wake is refused with the time at which it may be woken', async () => {
  const { world, restSeconds } = await givenUp();
  world.clock.pass(10);
  const advice = { code: 'endpoint_failed', retryAfterSeconds: restSeconds - 10 };
  await expect(predict(world.instance(), MODEL, {})).rejects.toMatchObject(advice);
  await expect(wakeModel(world.instance(), MODEL)).rejects.toMatchObject(advice);
});

it('who waited for a wake that was given up reads when to ask again, counted from the reading', async () => {
  const { world, id, restSeconds } = await givenUp();
  const told = async () => (await readPrediction(world.instance(), id))?.error;
  expect(await told()).toMatchObject({ code: 'endpoint_failed', retryAfterSeconds: restSeconds });
  world.clock.pass(restSeconds - 20);
  expect(await told()).toMatchObject({ retryAfterSeconds: 20 });
  world.clock.pass(3600);
  expect(await told()).toMatchObject({ retryAfterSeconds: LIMITS.retryAfterSeconds.least });
});

it.each(['throttled', 'unavailable'] as const)(
  'a call that AWS does not take (%s) is worth another try, and the kept document says so, too',
  (kind) => {
    const error = new CloudError(kind, { service: 'DynamoDB', operation: 'GetItem' }, 'x');
    expect(retryAdvice(refusal(error))).toBe(LIMITS.retryAfterSeconds.unknown);
    expect(refusalDocument(error).retryAfterSeconds).toBe(LIMITS.retryAfterSeconds.unknown);
  },
);

it('what another try does not mend carries no advice', () => {
  const denied = new CloudError('denied', { service: 'S3', operation: 'PutObject' }, 'x');
  expect(refusalDocument(denied)).not.toHaveProperty('retryAfterSeconds');
  expect(aged(refusalDocument(denied), 5)).not.toHaveProperty('retryAfterSeconds');
});

it('a kept failure is answered with the advice that it was kept with', () => {
  const own = new ProblemError('overloaded', 'busy', [], 17);
  expect(refusalDocument(own)).toMatchObject({ retryAfterSeconds: 17 });
  const error = problem('overloaded', 'busy', { retryAfterSeconds: 17 });
  expect(() => answeredBy({ error })).toThrow(expect.objectContaining({ retryAfterSeconds: 17 }));
});
