import { expect, test } from 'vitest';
import { Concurrency } from '../../../src/services/lambda/concurrency.ts';

const throttled = (Reason: string): unknown =>
  expect.objectContaining({
    name: 'TooManyRequestsException',
    status: 429,
    members: { Reason, Type: 'User' },
  });

test('functions without a reservation share what the account has left', () => {
  const concurrency = new Concurrency(102);
  concurrency.reserve('apart', 2);
  const leave = Array.from({ length: 100 }, (_, index) => concurrency.enter(`f${index % 3}`));
  expect(() => concurrency.enter('another')).toThrow(
    throttled('ConcurrentInvocationLimitExceeded') as Error,
  );
  const leaveApart = concurrency.enter('apart');
  leaveApart();
  leave[0]?.();
  concurrency.enter('another');
});

test('a reservation is a limit, and zero stops the function', () => {
  const concurrency = new Concurrency(1000);
  concurrency.reserve('one', 1);
  concurrency.reserve('none', 0);
  const leave = concurrency.enter('one');
  const full = throttled('ReservedFunctionConcurrentInvocationLimitExceeded') as Error;
  expect(() => concurrency.enter('one')).toThrow(full);
  expect(() => concurrency.enter('none')).toThrow(full);
  leave();
  concurrency.enter('one')();
  concurrency.reserve('one', undefined);
  concurrency.enter('one');
  concurrency.enter('one');
});

test('a reservation leaves the other functions at least 100, or all that a small account has', () => {
  const large = new Concurrency(1000);
  large.reserve('f', 900);
  large.reserve('f', 800);
  large.reserve('g', 100);
  expect(() => large.reserve('g', 101)).toThrow('below its minimum value of [100].');
  expect(() => new Concurrency(10).reserve('f', 1)).toThrow('below its minimum value of [10].');
});
