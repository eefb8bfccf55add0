import { expect, test, vi } from 'vitest';
import { once } from '../src/once.ts';

test('makes a value once, and again after a failure', async () => {
  const make = vi.fn(async () => ({})).mockRejectedValueOnce(new Error('not yet'));
  const value = once(make);
  await expect(value()).rejects.toThrow('not yet');
  const [one, other] = await Promise.all([value(), value()]);
  expect(one).toBe(other);
  expect(make).toHaveBeenCalledTimes(2);
});
