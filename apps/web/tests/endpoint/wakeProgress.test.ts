import { expect, test } from 'vitest';
import { wakeProgress } from '../../src/endpoint/wakeProgress.ts';

const state = {
  status: 'waking',
  phase: 'creating',
  elapsedSeconds: 30,
  estimateSeconds: 180,
} as const;

test('shows phase, elapsed time and estimate, and counts on from when the state was read', () => {
  const progress = wakeProgress(state, 15);
  expect(progress.phase).toBe('SageMaker is starting the container');
  expect(progress.time).toBe('0:45 of about 3:00');
  expect(progress.spoken).toBe(
    'SageMaker is starting the container, 45 seconds of about 3 minutes',
  );
  expect(progress.share).toBeCloseTo(0.225);
});

test('a wake longer than estimated says so, advances ever more slowly, and never reaches 1', () => {
  const shares = [179, 181, 360, 3600].map(
    (elapsedSeconds) => wakeProgress({ ...state, elapsedSeconds }, 0).share ?? 0,
  );
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.every((share) => share > 0.89 && share < 1)).toBe(true);
  expect(wakeProgress({ ...state, elapsedSeconds: 200 }, 0).time).toContain('longer');
});

test('without an estimate there is no share; without a start time there is no time', () => {
  expect(wakeProgress({ status: 'waking', elapsedSeconds: 5 }, 0)).toMatchObject({
    share: undefined,
    time: '0:05',
  });
  expect(wakeProgress({ status: 'waking' }, 9)).toMatchObject({ share: undefined, time: '' });
});
