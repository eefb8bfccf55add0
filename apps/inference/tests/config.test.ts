import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

test("has SageMaker's defaults", () => {
  expect(readConfig({ PATH: '/bin' })).toEqual({
    modelDirectory: '/opt/ml/model',
    host: '0.0.0.0',
    port: 8080,
  });
});

test('reads what is set', () => {
  const environment = { MODEL_DIRECTORY: '/m', HOST: '127.0.0.1', SAGEMAKER_BIND_TO_PORT: '0' };
  expect(readConfig(environment)).toEqual({ modelDirectory: '/m', host: '127.0.0.1', port: 0 });
});

test('lists every bad key at once', () => {
  const environment = { MODEL_DIRECTORY: '', HOST: ' ', SAGEMAKER_BIND_TO_PORT: '80a' };
  expect(() => readConfig(environment)).toThrow(ConfigError);
  expect(() => readConfig(environment)).toThrow(
    /MODEL_DIRECTORY is empty.*HOST is empty.*SAGEMAKER_BIND_TO_PORT is "80a"; a port/,
  );
});

test.each(['65536', '-1', '', '8080 '])('refuses the port "%s"', (port) => {
  expect(() => readConfig({ SAGEMAKER_BIND_TO_PORT: port })).toThrow(/SAGEMAKER_BIND_TO_PORT/);
});
