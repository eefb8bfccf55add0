import { expect, it } from 'vitest';
import { calibrationOf } from '../../scripts/calibration.ts';

it('says how often answers are right, by their probability', () => {
  const bins = calibrationOf([
    { probability: 0.5, right: false },
    { probability: 0.58, right: true },
    { probability: 0.6, right: true },
    { probability: 1, right: true },
  ]);
  expect(bins).toEqual([
    { from: 0.5, to: 0.6, answers: 2, meanProbability: 0.54, shareRight: 0.5 },
    { from: 0.6, to: 0.7, answers: 1, meanProbability: 0.6, shareRight: 1 },
    { from: 0.99, to: 1, answers: 1, meanProbability: 1, shareRight: 1 },
  ]);
});
