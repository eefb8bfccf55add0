import { SERVING_WAYS, verdictsOf } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { estimateLine, verdictLines } from '../src/serving-lines.ts';

test('has one line per way of serving', () => {
  const lines = verdictLines(verdictsOf({ onnxBytes: 3e9, otherBytes: 0 }));
  expect(lines).toHaveLength(SERVING_WAYS.length);
  expect(lines.find((line) => line.includes('serverless'))).toMatch(
    /^ {2}serverless +no {4}it needs .*: make it smaller/,
  );
  expect(lines[0]).toMatch(/^ {2}real-time +fits {2}ml\./);
});

test('shows the calculation of the memory', () => {
  expect(estimateLine({ onnxBytes: 100e6, otherBytes: 10e6, archiveBytes: 60e6 })).toBe(
    'memory: 150 MiB + workers x (50 MiB + 2 x 96 MiB of model.onnx + 1.1 x 10 MiB of other files); ' +
      'start: about 4 s to download and load',
  );
});
