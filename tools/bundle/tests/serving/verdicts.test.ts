import { expect, test } from 'vitest';
import type { BundleSize } from '../../src/serving/estimate.ts';
import { SERVING_MODES } from '../../src/serving/modes.ts';
import { verdictLines, verdictsOf } from '../../src/serving/verdicts.ts';

const size = (onnxBytes: number, otherBytes = 0): BundleSize => ({
  onnxBytes,
  otherBytes,
  archiveBytes: onnxBytes + otherBytes,
});

function verdict(mode: string, ...args: Parameters<typeof verdictsOf>) {
  const found = verdictsOf(...args).find((one) => one.mode === mode);
  if (!found) throw new Error(`there is no mode ${mode}`);
  return found;
}

test('a small model fits every mode, on the smallest machine', () => {
  const verdicts = verdictsOf(size(23e6));
  expect(verdicts.map(({ mode }) => mode)).toEqual(SERVING_MODES.map(({ name }) => name));
  expect(verdicts.filter(({ fits }) => !fits)).toEqual([]);
  expect(verdict('serverless', size(23e6)).why).toMatch(
    /^1024 MB: about 244 MiB .* with 1 worker$/,
  );
  expect(verdict('real-time', size(23e6)).why).toMatch(/^ml\.t2\.medium: .* with 2 workers$/);
});

test('recommends the smallest machine that holds a larger model', () => {
  // 200 MiB and twice 400 MB are 963 MiB, above nine tenths of 1024 MB.
  expect(verdict('serverless', size(400e6)).why).toMatch(/^2048 MB: /);
  expect(verdict('real-time', size(2e9)).why).toMatch(/^ml\.m5\.large: /);
});

test('counts the files beside model.onnx once', () => {
  expect(verdict('serverless', size(4e9))).toMatchObject({ fits: false });
  expect(verdict('serverless', size(1e6, 4e9)).fits).toBe(true);
});

test('says why a mode is ruled out, and what to do', () => {
  expect(verdict('serverless', size(1e6, 6e9))).toEqual({
    mode: 'serverless',
    fits: false,
    why: 'it unpacks to 6001.00 MB, but its disk holds 5000.00 MB',
    instead:
      'make it smaller (int8), or serve it in real time or asynchronously, which can scale to zero instances',
  });
  expect(verdict('serverless', size(3e9)).why).toBe(
    'it needs about 5.8 GiB of memory, but there are only 5.4 GiB',
  );
  expect(verdict('function, in the image', size(1e6, 9.7e9)).why).toMatch(/its image holds/);
});

test('rules out serverless when the start takes longer than its three minutes', () => {
  const slow = { onnxBytes: 1e6, otherBytes: 1e6, archiveBytes: 6e9 };
  expect(verdict('serverless', slow).why).toBe(
    'it takes about 201 s to start, but the limit is 180 s',
  );
});

test('uses fewer workers than processors when memory is short', () => {
  expect(verdict('real-time', size(1e9)).why).toBe(
    'ml.t2.medium: about 2.1 GiB of 3.6 GiB, with 1 worker for 2 processors ("workers" under "tuning")',
  );
  expect(verdict('batch transform', size(1e6, 400e9))).toMatchObject({
    fits: false,
    why: 'it needs about 410 GiB of memory, but there are only 345.6 GiB',
  });
});

test('uses the number of workers that the manifest asks for', () => {
  expect(verdict('serverless', size(400e6), 4).why).toMatch(/^4096 MB: .* with 4 workers$/);
});

test('says how many models a shared instance holds', () => {
  // 7.2 GiB less 150 MiB, divided by 50 MiB and twice 1 GB.
  expect(verdict('multi-model', size(1e9)).why).toMatch(/^ml\.m5\.large: about 3 models at once/);
});

test('has one line per mode', () => {
  const lines = verdictLines(verdictsOf(size(3e9)));
  expect(lines).toHaveLength(SERVING_MODES.length);
  expect(lines.find((line) => line.includes('serverless'))).toMatch(
    /^ {2}serverless +no {4}it needs .*: make it smaller/,
  );
  expect(lines[0]).toMatch(/^ {2}real-time +fits {2}ml\./);
});
