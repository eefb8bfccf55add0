import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { ConfigError } from '../src/environment-reader.ts';

const MEBIBYTE = 1024 * 1024;

test("has SageMaker's defaults", () => {
  expect(readConfig({ PATH: '/bin', SAGEMAKER_SAFE_PORT_RANGE: '1-2' })).toEqual({
    modelDirectory: '/opt/ml/model',
    multiModel: false,
    modelsDirectory: '/opt/ml/models',
    host: '0.0.0.0',
    port: 8080,
    planDirectory: join(tmpdir(), 'pilotlight'),
    defaultAccept: '*/*',
    bodyLimitBytes: 6 * MEBIBYTE,
    answerLimitBytes: undefined,
    bodiesBytes: 64 * MEBIBYTE,
    invocationSeconds: 60,
    workers: undefined,
    batch: { payloadMegabytes: 6, strategy: 'MULTI_RECORD', concurrentTransforms: undefined },
    logLevel: 'info',
    logInput: false,
    embeddedMetrics: true,
  });
});

test('reads the variables that are set', () => {
  const environment = {
    MODEL_DIRECTORY: '/m',
    SAGEMAKER_MULTI_MODEL: 'true',
    MODELS_DIRECTORY: '/ms',
    HOST: '127.0.0.1',
    SAGEMAKER_BIND_TO_PORT: '0',
    PLAN_DIRECTORY: '/plans',
    SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT: 'text/csv',
    SAGEMAKER_MAX_PAYLOAD_IN_MB: '25',
    SAGEMAKER_MODEL_SERVER_TIMEOUT: '90',
    SAGEMAKER_MODEL_SERVER_WORKERS: '3',
    SAGEMAKER_BATCH_STRATEGY: 'SINGLE_RECORD',
    SAGEMAKER_MAX_CONCURRENT_TRANSFORMS: '4',
    SAGEMAKER_CONTAINER_LOG_LEVEL: '10',
    ANSWER_LIMIT_BYTES: '1000',
    LOG_INPUT: 'True',
    EMBEDDED_METRICS: 'false',
  };
  expect(readConfig(environment)).toEqual({
    modelDirectory: '/m',
    multiModel: true,
    modelsDirectory: '/ms',
    host: '127.0.0.1',
    port: 0,
    planDirectory: '/plans',
    defaultAccept: 'text/csv',
    bodyLimitBytes: 25 * MEBIBYTE,
    answerLimitBytes: 1000,
    bodiesBytes: 64 * MEBIBYTE,
    invocationSeconds: 90,
    workers: 3,
    batch: { payloadMegabytes: 25, strategy: 'SINGLE_RECORD', concurrentTransforms: 4 },
    logLevel: 'debug',
    logInput: true,
    embeddedMetrics: false,
  });
});

test('gives a batch transform more time, and memory for all that it may have in flight', () => {
  const { invocationSeconds, bodiesBytes } = readConfig({ SAGEMAKER_BATCH: 'true' });
  expect([invocationSeconds, bodiesBytes]).toEqual([600, 100 * MEBIBYTE]);
  const timed = readConfig({ SAGEMAKER_BATCH: 'true', SAGEMAKER_MODEL_SERVER_TIMEOUT: '30' });
  expect(timed.invocationSeconds).toBe(30);
});

test.each([
  ['0', 100],
  ['100', 100],
  ['1', 6],
])('for a payload of %s MB sets a limit of %i MiB', (payload, mebibytes) => {
  const { bodyLimitBytes, bodiesBytes } = readConfig({ SAGEMAKER_MAX_PAYLOAD_IN_MB: payload });
  expect(bodyLimitBytes).toBe(mebibytes * MEBIBYTE);
  expect(bodiesBytes).toBeGreaterThanOrEqual(bodyLimitBytes);
});

test('stores no plan if the directory is empty', () => {
  expect(readConfig({ PLAN_DIRECTORY: '' }).planDirectory).toBeUndefined();
});

test('lists every bad key at once', () => {
  const environment = {
    MODEL_DIRECTORY: '',
    HOST: ' ',
    SAGEMAKER_BIND_TO_PORT: '80a',
    SAGEMAKER_MULTI_MODEL: 'yes',
    SAGEMAKER_BATCH_STRATEGY: 'MultiRecord',
    SAGEMAKER_CONTAINER_LOG_LEVEL: 'loud',
  };
  expect(() => readConfig(environment)).toThrow(ConfigError);
  const messages = [
    'SAGEMAKER_BIND_TO_PORT is "80a"; must be an integer from 0 to 65535',
    'MODEL_DIRECTORY is empty; must be a non-empty string (default: /opt/ml/model)',
    'HOST is empty; must be a non-empty string (default: 0.0.0.0)',
    'SAGEMAKER_MULTI_MODEL is "yes"; must be true or false',
    'SAGEMAKER_BATCH_STRATEGY is "MultiRecord"; must be MULTI_RECORD or SINGLE_RECORD',
    'SAGEMAKER_CONTAINER_LOG_LEVEL is "loud"; must be one of',
  ];
  for (const message of messages) expect(() => readConfig(environment)).toThrow(message);
});

test.each([
  ['SAGEMAKER_BIND_TO_PORT', ['65536', '-1', '', '8080 ', '0x50']],
  ['SAGEMAKER_MAX_PAYLOAD_IN_MB', ['101', '-1', '6.5', '']],
  ['SAGEMAKER_MODEL_SERVER_TIMEOUT', ['0', '3601', 'NaN']],
  ['SAGEMAKER_MODEL_SERVER_WORKERS', ['0', '65']],
  ['SAGEMAKER_MAX_CONCURRENT_TRANSFORMS', ['0', '1e3']],
  ['SAGEMAKER_BATCH', ['', '2']],
])('rejects %s with the values %j', (key, values) => {
  for (const value of values)
    expect(() => readConfig({ [key]: value })).toThrow(`${key} is "${value}"`);
});
