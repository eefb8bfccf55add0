import { expect, test } from 'vitest';
import {
  type AnswerFiles,
  type BundleSize,
  SERVING_WAYS,
  type ServingWayId,
  verdictsOf,
} from '../../src/index.ts';

const size = (onnxBytes: number, otherBytes = 0): BundleSize => ({
  onnxBytes,
  otherBytes,
  archiveBytes: onnxBytes + otherBytes,
});

function verdict(id: ServingWayId, ...args: Parameters<typeof verdictsOf>) {
  const found = verdictsOf(...args).find(({ way }) => way.id === id);
  if (!found) throw new Error(`there is no way ${id}`);
  return found;
}

test('a small model fits every way, on the smallest machine', () => {
  const verdicts = verdictsOf(size(23e6));
  expect(verdicts.map(({ way }) => way)).toEqual(SERVING_WAYS);
  expect(verdicts.filter(({ fits }) => !fits)).toEqual([]);
  expect(verdict('serverless', size(23e6)).why).toMatch(
    /^1024 MB: about 244 MiB .* with 1 worker$/,
  );
  expect(verdict('realtime', size(23e6)).why).toMatch(/^ml\.t2\.medium: .* with 2 workers$/);
});

test('recommends the smallest machine that holds a larger model', () => {
  // 200 MiB and twice 400 MB are 963 MiB, above four fifths of 1024 MB.
  expect(verdict('serverless', size(400e6)).why).toMatch(/^2048 MB: /);
  expect(verdict('realtime', size(2e9)).why).toMatch(/^ml\.m5\.large: /);
});

test('counts the files beside model.onnx once', () => {
  expect(verdict('serverless', size(4e9))).toMatchObject({ fits: false });
  expect(verdict('serverless', size(1e6, 4e9)).fits).toBe(true);
});

test('says why a way is ruled out, and what to do', () => {
  expect(verdict('serverless', size(1e6, 6e9))).toEqual({
    way: SERVING_WAYS.find(({ id }) => id === 'serverless'),
    fits: false,
    why: 'it unpacks to 6001.00 MB, but its disk holds 5000.00 MB',
    instead:
      'make it smaller (int8), or serve it in real time or asynchronously, which can scale to zero instances',
  });
  expect(verdict('serverless', size(3e9)).why).toBe(
    'it needs about 5.8 GiB of memory, but there are only 4.8 GiB',
  );
  expect(verdict('function-image', size(1e6, 9.7e9)).why).toMatch(/its image holds/);
});

test('rules out serverless when the start takes longer than its three minutes', () => {
  const slow = { onnxBytes: 1e6, otherBytes: 1e6, archiveBytes: 6e9 };
  expect(verdict('serverless', slow).why).toBe(
    'it takes about 201 s to start, but the limit is 180 s',
  );
});

test('uses fewer workers than processors when memory is short', () => {
  expect(verdict('realtime', size(1e9)).why).toBe(
    'ml.t2.medium: about 2.1 GiB of 3.2 GiB, with 1 worker for 2 processors ("workers" under "tuning")',
  );
  expect(verdict('transform', size(1e6, 400e9))).toMatchObject({
    fits: false,
    why: 'it needs about 410 GiB of memory, but there are only 307.2 GiB',
  });
});

test('uses the number of workers that the manifest asks for', () => {
  expect(verdict('serverless', size(400e6), { tuning: { workers: 4 } }).why).toMatch(
    /^5120 MB: .* with 4 workers$/,
  );
});

test('says how many models a shared instance holds', () => {
  // 6.4 GiB less 150 MiB, divided by 50 MiB and twice 1 GB.
  expect(verdict('multi-model', size(1e9)).why).toMatch(/^ml\.m5\.large: about 3 models at once/);
});

test('a model for a package need not fit an image', () => {
  expect(verdict('function-package', size(189e6)).fits).toBe(true);
  expect(verdict('function-package', size(191e6)).why).toBe(
    'it unpacks to 191.00 MB, but its package holds 190.00 MB',
  );
  expect(verdict('function-image', size(191e6)).fits).toBe(true);
});

test('leaves a model whose answers become files to asynchronous endpoints and batch transform', () => {
  const answerFiles: AnswerFiles = {
    axis: 1,
    contentType: 'image/png',
    pictures: [{ name: 'today', title: 'Today' }],
  };
  const verdicts = verdictsOf(size(1e6), { answerFiles });
  expect(verdicts.filter(({ fits }) => fits).map(({ way }) => way.id)).toEqual([
    'async',
    'transform',
  ]);
  expect(verdict('realtime', size(1e6), { answerFiles })).toMatchObject({
    why: 'its answers become files (answerFiles), which only jobs make',
    instead: 'serve it asynchronously',
  });
});
