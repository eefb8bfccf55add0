import { expect, test } from 'vitest';
import { Pace } from '../../src/pool/pace.ts';

/** One answer every `gap` milliseconds. */
function paceOf(gap: number): Pace {
  const pace = new Pace();
  for (let answer = 1; answer <= 200; answer++) pace.answered(answer * gap);
  return pace;
}

test.each([
  ['nothing known yet', new Pace(), 100, 1],
  ['a fast model', paceOf(2), 128, 1],
  ['a slow one', paceOf(100), 128, 13],
  ['a very slow one', paceOf(5000), 128, 30],
])('says when to come back: %s', (_name, pace, waiting, seconds) => {
  expect(pace.retryAfterSeconds(waiting)).toBe(seconds);
});

test('ignores a long gap without requests', () => {
  const pace = paceOf(100);
  pace.answered(1e9);
  pace.answered(1e9 + 100);
  expect(pace.retryAfterSeconds(128)).toBe(13);
});
