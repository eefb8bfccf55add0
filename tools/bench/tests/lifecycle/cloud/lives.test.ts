import { expect, it } from 'vitest';
import { Lives } from '../../../src/lifecycle/cloud/lives.ts';

const HOUR = 60 * 60 * 1000;

it('counts the time of every endpoint within the given period', () => {
  const lives = new Lives();
  lives.begin(0, HOUR, 2 * HOUR);
  lives.begin(5 * HOUR, 6 * HOUR);
  lives.end(8 * HOUR);
  lives.begin(9 * HOUR, 9 * HOUR);
  expect(lives.count).toBe(3);
  expect(lives.milliseconds(HOUR, 10 * HOUR)).toBe((1 + 3 + 1) * HOUR);
});

it('ends an endpoint once', () => {
  const lives = new Lives();
  lives.begin(0, 0, HOUR);
  lives.end(3 * HOUR);
  expect(lives.milliseconds(0, 9 * HOUR)).toBe(HOUR);
});

it('records the longest time that an endpoint was unused', () => {
  const lives = new Lives();
  lives.begin(0, HOUR);
  lives.use(2 * HOUR);
  expect(lives.longestUnusedHours).toBe(1);
  lives.end(5 * HOUR);
  lives.begin(20 * HOUR, 21 * HOUR);
  lives.use(22 * HOUR);
  expect(lives.longestUnusedHours).toBe(3);
});
