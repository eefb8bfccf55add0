import { LIMITS } from '@pilotlight/contracts';
import { expect, it } from 'vitest';
import { faster, slower } from '../../src/replay/congestion-window.ts';

const { least, most } = LIMITS.replayConcurrency;

it('grows by one with each round of answers, up to a maximum', () => {
  let window = 4;
  for (let answer = 0; answer < 5; answer++) window = faster(window);
  expect(Math.floor(window)).toBe(5);
  for (let answer = 0; answer < 1000; answer++) window = faster(window);
  expect(window).toBe(most);
});

it('is halved when the container is busy, down to a minimum', () => {
  expect(slower(most)).toBe(most / 2);
  expect(slower(slower(least))).toBe(least);
});

it('gives two independent sweeps equal shares', () => {
  const capacity = 16;
  let [one, other] = [15, 1];
  for (let round = 0; round < 60; round++) {
    if (one + other > capacity) [one, other] = [slower(one), slower(other)];
    else [one, other] = [one + 1, other + 1];
  }
  expect(Math.abs(one - other)).toBeLessThan(1);
});
