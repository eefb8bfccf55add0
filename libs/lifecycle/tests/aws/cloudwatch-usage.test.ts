import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloudWatchUsage } from '../../src/aws/index.ts';
import { awsError, startStub } from '@pilotlight/hosts/testing';

const SINCE = Date.UTC(2026, 0, 1);

let stub: Awaited<ReturnType<typeof startStub>>;

beforeAll(async () => {
  stub = await startStub();
});

afterAll(() => stub.stop());

function lastInvocation() {
  const credentials = { accessKeyId: 'dummy', secretAccessKey: 'dummy' };
  const options = { region: 'us-east-1', endpoint: stub.url, credentials, maxAttempts: 1 };
  const usage = cloudWatchUsage(new CloudWatchClient(options));
  return usage.lastInvocation({ key: 'entailment', endpointName: 'the-endpoint' }, SINCE);
}

const page = (
  times: number[],
  values: number[],
  { status = 'Complete', more = {} }: { status?: string | undefined; more?: object } = {},
) => ({
  body: JSON.stringify({
    MetricDataResults: [
      { Id: 'invocations', Timestamps: times, Values: values, StatusCode: status },
    ],
    Messages: [],
    ...more,
  }),
});

const NOTHING = page([], []);

it("reads the endpoint's invocations per minute, and returns the end of the last minute with some", async () => {
  stub.reply = () => page([SINCE / 1000 + 180, SINCE / 1000 + 120, SINCE / 1000], [0, 3, 1]);
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

it('returns undefined when the metric has no values', async () => {
  stub.reply = () => NOTHING;
  expect(await lastInvocation()).toBeUndefined();
});

it.each([
  ['AccessDeniedException', 'denied'],
  ['ThrottlingException', 'throttled'],
  ['InternalServiceFault', 'unavailable'],
])('throws a CloudError for %s: %s', async (name, kind) => {
  stub.reply = () => awsError(name, 'words');
  await expect(lastInvocation()).rejects.toMatchObject({ kind, operation: 'GetMetricData' });
});

const START = SINCE / 1000;

describe('an incomplete answer means unknown, not unused:', () => {
  it.each([
    ['an internal error', page([], [], { status: 'InternalError' })],
    ['an internal error beside older values', page([START], [1], { status: 'InternalError' })],
    ['a denied metric', page([], [], { status: 'Forbidden' })],
    ['partial data without a next page', page([], [], { status: 'PartialData' })],
    ['no status', page([], [], { more: { MetricDataResults: [{ Id: 'invocations' }] } })],
    ['no result', page([], [], { more: { MetricDataResults: [] } })],
    ['the result of another query', page([], [], { more: { MetricDataResults: [{ Id: 'x' }] } })],
    [
      'a message',
      page([], [], { more: { Messages: [{ Code: 'MaxQueryTimeExceeded', Value: 'v' }] } }),
    ],
    ['fewer values than times', page([START + 60, START], [0])],
    ['too many pages', page([], [], { more: { NextToken: 'more' } })],
  ])('%s', async (_, reply) => {
    stub.reply = () => reply;
    await expect(lastInvocation()).rejects.toMatchObject({
      kind: 'unavailable',
      operation: 'GetMetricData',
      message: expect.stringContaining('incomplete') as string,
    });
  });
});

describe('an answer in pages', () => {
  const inPages = (...pages: { body: string }[]) => {
    let next = 0;
    stub.requests.length = 0;
    stub.reply = () => pages[next++] ?? NOTHING;
  };
  const partial = (values: number[]) =>
    page(
      values.map((_, i) => START + 600 - 60 * i),
      values,
      { status: 'PartialData', more: { NextToken: 'page-2' } },
    );

  it('is read up to the page with the last use', async () => {
    inPages(partial([0, 0]), page([START + 120, START], [2, 1]));
    expect(await lastInvocation()).toBe(SINCE + 180_000);
    expect(JSON.parse(stub.requests[1]?.body ?? '')).toMatchObject({ NextToken: 'page-2' });
  });

  it('is read no further than the last use', async () => {
    inPages(partial([0, 1]));
    expect(await lastInvocation()).toBe(SINCE + 600_000);
    expect(stub.requests).toHaveLength(1);
  });

  it('may begin with a page without results', async () => {
    inPages(
      page([], [], { more: { MetricDataResults: [], NextToken: 'page-2' } }),
      page([START], [1]),
    );
    expect(await lastInvocation()).toBe(SINCE + 60_000);
  });

  it('means unused when no page has a use', async () => {
    inPages(partial([]), NOTHING);
    expect(await lastInvocation()).toBeUndefined();
  });
});
