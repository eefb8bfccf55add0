import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BatchConfig } from '../src/config.ts';
import { executionParameters } from '../src/execution-parameters.ts';
import { STATE } from './support/fake-runtime.ts';

const usual: BatchConfig = {
  payloadMegabytes: 6,
  strategy: 'MULTI_RECORD',
  concurrentTransforms: undefined,
};
const { plan } = STATE;

test('asks for two requests per worker if their records fill the batches', () => {
  expect(executionParameters(plan, usual)).toEqual({
    MaxConcurrentTransforms: 4,
    BatchStrategy: 'MULTI_RECORD',
    MaxPayloadInMB: 6,
  });
});

test('asks for enough single records to fill the batches', () => {
  const { MaxConcurrentTransforms } = executionParameters(plan, {
    ...usual,
    strategy: 'SINGLE_RECORD',
    payloadMegabytes: 1,
  });
  expect(MaxConcurrentTransforms).toBe(2 * 2 * 8);
});

test('uses the settings of the job', () => {
  const told = {
    payloadMegabytes: 10,
    strategy: 'SINGLE_RECORD',
    concurrentTransforms: 3,
  } as const;
  expect(executionParameters(plan, told)).toEqual({
    MaxConcurrentTransforms: 3,
    BatchStrategy: 'SINGLE_RECORD',
    MaxPayloadInMB: 10,
  });
});

test("stays within SageMaker's limits, and asks for at least one request", () => {
  const count = fc.integer({ min: 1, max: 64 });
  const batch = fc.record({
    payloadMegabytes: fc.integer({ min: 1, max: 100 }),
    strategy: fc.constantFrom('MULTI_RECORD', 'SINGLE_RECORD'),
    concurrentTransforms: fc.option(fc.integer({ min: 1, max: 1024 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(count, count, batch, (workers, maxBatch, told) => {
      const { MaxConcurrentTransforms, MaxPayloadInMB } = executionParameters(
        { workers, maxBatch, threadsPerWorker: 1, maxDelayMilliseconds: 0, runOverheadInputs: 0 },
        told,
      );
      expect(Number.isInteger(MaxConcurrentTransforms)).toBe(true);
      expect(MaxConcurrentTransforms).toBeGreaterThan(0);
      expect(MaxConcurrentTransforms * MaxPayloadInMB).toBeLessThanOrEqual(100);
    }),
  );
});
