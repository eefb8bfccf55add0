import type { ModelState } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { servingWords } from '../../src/words/servingWords.ts';

type Mode = Parameters<typeof servingWords>[0]['servingMode'];

const asleep: ModelState = { status: 'asleep' };

test.each<[Mode, ModelState, RegExp]>([
  ['function', { status: 'ready', answersFrom: 'function' }, /^Answers within seconds/],
  ['serverless', { status: 'ready', answersFrom: 'serverless' }, /^Answers within seconds/],
  ['auto', { status: 'asleep', answersFrom: 'function' }, /^Answers within seconds/],
  ['auto', { status: 'awake', answersFrom: 'endpoint' }, /^Answers at once\.$/],
  ['realtime', asleep, /^The first question wakes it, in some minutes\.$/],
  ['realtime', { ...asleep, estimateSeconds: 180 }, /in about 3 minutes\.$/],
  ['realtime', { ...asleep, answersFrom: 'function' }, /^A function answers within seconds, until/],
  ['realtime', { status: 'waking' }, /^It is waking now;/],
  ['realtime', { status: 'awake', answersFrom: 'endpoint' }, /^Answers at once\.$/],
  ['async', { status: 'failed' }, /Its endpoint has failed\.$/],
  ['async', asleep, /The first one wakes it, in some minutes\.$/],
  ['async', { status: 'waking' }, /It is waking now\.$/],
  ['async', { status: 'awake' }, /It is awake now\.$/],
  ['async', { status: 'awake', queued: 3 }, /3 in its queue now\.$/],
])('%s, %j', (servingMode, state, wait) => {
  expect(servingWords({ servingMode, state }).wait).toMatch(wait);
});

test('names each way, and says what costs', () => {
  const modes: Mode[] = ['function', 'serverless', 'auto', 'async', 'realtime'];
  const words = modes.map((servingMode) => servingWords({ servingMode, state: asleep }));
  expect(new Set(words.map(({ title }) => title)).size).toBe(modes.length);
  for (const { cost } of words) expect(cost).toMatch(/^Costs (only|by the hour) while/);
});
