import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloudWatchUsage } from '../../src/aws/index.ts';
import { awsError, startStub } from './stub-server.ts';

const SINCE = Date.UTC(2026, 0, 1);

let stub: Awaited<ReturnType<typeof startStub>>;

beforeAll(async () => {
  stub = await startStub();
});

afterAll(() => stub.stop());

function lastInvocation() {
  const credentials = { accessKeyId: 'dummy', secretAccessKey: 'dummy' };
  const options = { region: 'us-east-1', endpoint: stub.url, credentials, maxAttempts: 1 };
  const deployments = {
    entailment: { endpointName: 'the-endpoint', endpointConfigName: 'the-config' },
  };
  const usage = cloudWatchUsage(new CloudWatchClient(options), deployments);
  return usage.lastInvocation('entailment', SINCE);
}

const answer = (times: number[], values: number[]) => ({
  body: JSON.stringify({
    MetricDataResults: [{ Id: 'invocations', Timestamps: times, Values: values }],
  }),
});

it("asks for the endpoint's invocations by the minute, and gives the end of the last one that has some", async () => {
  stub.reply = () => answer([SINCE / 1000 + 180, SINCE / 1000 + 120, SINCE / 1000], [0, 3, 1]);
  expect(await lastInvocation()).toBe(SINCE + 180_000);
  const { operation, body } = stub.requests.at(-1) ?? { operation: '', body: '{}' };
  expect(operation).toBe('GetMetricData');
  expect(JSON.parse(body)).toMatchObject({
    StartTime: SINCE / 1000,
    ScanBy: 'TimestampDescending',
    MetricDataQueries: [
      {
        MetricStat: {
          Metric: {
            Namespace: 'AWS/SageMaker',
            MetricName: 'Invocations',
            Dimensions: [
              { Name: 'EndpointName', Value: 'the-endpoint' },
              { Name: 'VariantName', Value: 'AllTraffic' },
            ],
          },
          Period: 60,
          Stat: 'Sum',
        },
      },
    ],
  });
});

it('gives undefined when the metric has nothing', async () => {
  stub.reply = () => answer([], []);
  expect(await lastInvocation()).toBeUndefined();
});

it.each([
  ['AccessDeniedException', 'denied'],
  ['ThrottlingException', 'throttled'],
  ['InternalServiceFault', 'unavailable'],
])('tells %s as %s', async (name, kind) => {
  stub.reply = () => awsError(name, 'words');
  await expect(lastInvocation()).rejects.toMatchObject({ kind, operation: 'GetMetricData' });
});
