import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { FirstFailure } from '../../src/drivers/first-failure.ts';

const PENDING = Symbol('pending');
const soon = (promise: Promise<unknown>) => Promise.race([promise, setTimeout(20, PENDING)]);

it('answers while nothing fails', async () => {
  const failure = new FirstFailure();
  expect(await failure.guard(() => Promise.resolve(1))).toBe(1);
  expect(await soon(failure.happened)).toBe(PENDING);
});

it('rejects with the first error once the work in progress has ended, and answers no more', async () => {
  const failure = new FirstFailure();
  let ended = false;
  const slow = failure.guard(async () => {
    await setTimeout(30);
    ended = true;
  });
  const failed = failure.guard(() => Promise.reject(new Error('first')));
  void failure.guard(() => Promise.reject(new Error('second')));
  await expect(failure.happened).rejects.toThrow('first');
  expect(ended).toBe(true);
  const late = failure.guard(() => Promise.resolve('late'));
  expect(await Promise.all([slow, failed, late].map(soon))).toEqual([PENDING, PENDING, PENDING]);
});
