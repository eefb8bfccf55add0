import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { functionLog, observed } from '../../src/aws/index.ts';

const CONTEXT = {
  awsRequestId: 'request-1',
  functionName: 'pilotlight-dev-jobs',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:pilotlight-dev-jobs',
  memoryLimitInMB: '512',
} as Context;

type Line = Readonly<Record<string, unknown>>;

let lines: Line[] = [];

beforeEach(() => {
  lines = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      lines.push(JSON.parse(String(text)) as Line);
      return true;
    });
  }
});

afterEach(() => void vi.restoreAllMocks());

const log = functionLog('pilotlight-dev-table');

it('adds time, function, request and stack to each line', async () => {
  const handler = observed((model: string) => {
    log('warn', 'replay_failed', { model, id: '01J', code: 'model_error' });
    return Promise.resolve(model);
  });
  expect(await handler('entailment', CONTEXT)).toBe('entailment');
  expect(lines).toEqual([
    expect.objectContaining({
      level: 'WARN',
      message: 'replay_failed',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      function_name: 'pilotlight-dev-jobs',
      function_request_id: 'request-1',
      stack: 'pilotlight-dev-table',
      model: 'entailment',
      id: '01J',
      code: 'model_error',
    }),
  ]);
});

it('keeps no request id and no fields for the next invocation', async () => {
  const handler = observed((event: string) => {
    log('info', event, event === 'first' ? { id: '01J' } : {});
    return Promise.resolve();
  });
  await handler('first', CONTEXT);
  await handler('second', { ...CONTEXT, awsRequestId: 'request-2' });
  expect(lines[1]).toMatchObject({ message: 'second', function_request_id: 'request-2' });
  expect(lines[1]).not.toHaveProperty('id');
});

it('writes the metrics of the stack when the function ends, also when it fails', async () => {
  const handler = observed(() => {
    log('info', 'prediction_parked', { model: 'a', id: '1' });
    log('info', 'prediction_parked', { model: 'b', id: '2' });
    log('info', 'swept', { model: 'a' });
    return Promise.reject(new Error('it failed'));
  });
  await expect(handler({}, CONTEXT)).rejects.toThrow('it failed');
  const metrics = lines.filter((line) => '_aws' in line);
  expect(metrics).toHaveLength(1);
  expect(metrics[0]).toMatchObject({ stack: 'pilotlight-dev-table', PredictionsParked: [1, 1] });
  expect(metrics[0]?.['_aws']).toMatchObject({
    CloudWatchMetrics: [
      {
        Namespace: 'Pilotlight',
        Dimensions: [['service', 'stack']],
        Metrics: [{ Name: 'PredictionsParked', Unit: 'Count' }],
      },
    ],
  });
});

it('writes no metrics when nothing was counted, and runs without a Lambda context', async () => {
  const handler = observed(() => Promise.resolve('done'));
  expect(await handler({})).toBe('done');
  expect(lines).toEqual([]);
});
