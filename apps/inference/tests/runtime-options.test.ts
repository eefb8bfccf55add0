import { RUNTIME_LIMITS } from '@pilotlight/model-runtime';
import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { runtimeOptions } from '../src/runtime-options.ts';
import { STATE } from './support/fake-runtime.ts';
import { logLines } from './support/log-lines.ts';

function optionsOf(environment: NodeJS.ProcessEnv) {
  const log = logLines();
  return { log, options: runtimeOptions('double', readConfig(environment), log.logger) };
}

test('uses the default queue limits of the runtime', () => {
  const { options } = optionsOf({ PLAN_DIRECTORY: '' });
  expect(options).toMatchObject({
    invocationSeconds: 60,
    maxQueue: RUNTIME_LIMITS.queuedInvocations,
    maxQueuedBytes: RUNTIME_LIMITS.queuedBytes,
  });
  expect(options).not.toHaveProperty('planDirectory');
});

test('lets a batch transform queue MaxConcurrentTransforms requests', () => {
  const { options } = optionsOf({
    SAGEMAKER_BATCH: 'true',
    SAGEMAKER_MAX_CONCURRENT_TRANSFORMS: '300',
    PLAN_DIRECTORY: '/plans',
  });
  expect(options).toMatchObject({
    invocationSeconds: 600,
    maxQueue: 300,
    maxQueuedBytes: 100 * 1024 * 1024,
    planDirectory: '/plans',
  });
});

test('logs the plan, its source and the measurements, and warns when it cannot be stored', () => {
  const { log, options } = optionsOf({});
  const plan = STATE.plan;
  if (!plan) throw new Error('there is a plan');
  const trial = { workers: 2, threadsPerWorker: 1, batch: 4 };
  options.onPlan?.({
    plan,
    source: 'measured',
    trials: [{ ...trial, runMilliseconds: 4.48194265, spread: 1, inputsPerSecond: 446.2350708 }],
    notKept: new Error('the disk is full'),
  });
  expect(log.lines).toMatchObject([
    {
      model: 'double',
      plan,
      source: 'measured',
      measured: [{ ...trial, runMilliseconds: 4.482, inputsPerSecond: 446.2, spread: 1 }],
      msg: 'plan chosen',
    },
    { level: 40, model: 'double', err: { message: 'the disk is full' } },
  ]);
});

test('logs each worker that was lost as an error', () => {
  const { log, options } = optionsOf({});
  options.onWorkerLost?.(new Error('exit code 3'));
  expect(log.lines).toMatchObject([
    { level: 50, model: 'double', err: { message: 'exit code 3' } },
  ]);
});
