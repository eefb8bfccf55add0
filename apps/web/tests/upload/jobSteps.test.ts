import type { JobStep, Prediction } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { stepLines } from '../../src/upload/jobSteps.ts';

const prediction = (status: Prediction['status'], steps: JobStep[]): Prediction => ({
  id: '01J0000000000000000000000Z',
  model: 'time-traveler',
  status,
  createdAt: '2026-01-01T00:00:00Z',
  steps,
});
const states = (found: Prediction | undefined) => stepLines(found).map(({ state }) => state);

test('nothing is known yet: the first step counts as reached, as there is an id', () => {
  expect(states(undefined)).toEqual(['reached', 'current', 'ahead', 'ahead', 'ahead']);
});

test('a step that was passed without a note counts as reached', () => {
  const steps: JobStep[] = [
    { name: 'accepted', at: '2026-01-01T00:00:00Z' },
    { name: 'submitted', at: '2026-01-01T00:01:30Z' },
  ];
  const found = prediction('running', steps);
  expect(states(found)).toEqual(['reached', 'reached', 'reached', 'current', 'ahead']);
  expect(stepLines(found).map(({ time }) => time)).toEqual(['', '', '2 minutes', '', '']);
});

test('a job that failed says which steps it did not reach', () => {
  const found = prediction('failed', [{ name: 'accepted', at: '2026-01-01T00:00:00Z' }]);
  expect(states(found)).toEqual(['reached', 'missed', 'missed', 'missed', 'missed']);
});

test('of a job that has ended every step is reached', () => {
  expect(new Set(states(prediction('succeeded', [])))).toEqual(new Set(['reached']));
});
