import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { blindTag } from '../../src/aws/index.ts';
import { ENDPOINT } from '../../testing/index.ts';
import { awsError, startStub, type StubReply } from '@pilotlight/hosts/testing';

const NAME = ENDPOINT.endpointName;
const ARN = `arn:aws:sagemaker:us-east-1:123456789012:endpoint/${NAME}`;
const KEY = 'pilotlight:blind-since';
const AT = Date.UTC(2026, 0, 1);

let stub: Awaited<ReturnType<typeof startStub>>;

/** The reply to each operation. */
let replies: Record<string, StubReply>;

beforeAll(async () => {
  stub = await startStub();
});

afterAll(() => stub.stop());

beforeEach(() => {
  stub.requests.length = 0;
  replies = { DescribeEndpoint: { body: JSON.stringify({ EndpointArn: ARN }) } };
  stub.reply = ({ operation }) => replies[operation] ?? { body: '{}' };
});

const tagged = (value: string) => ({
  body: JSON.stringify({
    Tags: [
      { Key: 'pilotlight:model', Value: ENDPOINT.key },
      { Key: KEY, Value: value },
    ],
  }),
});

function mark() {
  const credentials = { accessKeyId: 'dummy', secretAccessKey: 'dummy' };
  const options = { region: 'us-east-1', endpoint: stub.url, credentials, maxAttempts: 1 };
  return blindTag(new SageMakerClient(options));
}

const sent = () =>
  stub.requests.map(({ operation, body }) => [operation, JSON.parse(body) as unknown]);

it('is read from the tag of the endpoint', async () => {
  replies.ListTags = tagged(new Date(AT).toISOString());
  expect(await mark().read(ENDPOINT)).toBe(AT);
  expect(sent()).toEqual([
    ['DescribeEndpoint', { EndpointName: NAME }],
    ['ListTags', { ResourceArn: ARN }],
  ]);
});

it.each([
  ['there is no such tag', { body: JSON.stringify({ Tags: [] }) }],
  ['its value is not a time', tagged('yesterday')],
])('is undefined when %s', async (_, reply) => {
  replies.ListTags = reply;
  expect(await mark().read(ENDPOINT)).toBeUndefined();
});

it('is written as a tag', async () => {
  await mark().write(ENDPOINT, AT);
  const tag = { Key: KEY, Value: '2026-01-01T00:00:00.000Z' };
  expect(sent()[1]).toEqual(['AddTags', { ResourceArn: ARN, Tags: [tag] }]);
});

it('is removed when it exists; otherwise there is no write', async () => {
  replies.ListTags = tagged('yesterday');
  await mark().clear(ENDPOINT);
  expect(sent()[2]).toEqual(['DeleteTags', { ResourceArn: ARN, TagKeys: [KEY] }]);
  stub.requests.length = 0;
  delete replies.ListTags;
  await mark().clear(ENDPOINT);
  expect(stub.requests.map(({ operation }) => operation)).toEqual(['DescribeEndpoint', 'ListTags']);
});

it('of an endpoint that no longer exists is undefined, and writes are ignored', async () => {
  replies.DescribeEndpoint = awsError('ValidationException', `Could not find endpoint "${ARN}".`);
  expect(await mark().read(ENDPOINT)).toBeUndefined();
  await mark().write(ENDPOINT, AT);
  await mark().clear(ENDPOINT);
  expect(stub.requests).toHaveLength(3);
});

it.each(['DescribeEndpoint', 'ListTags'])('throws when %s is denied', async (operation) => {
  replies[operation] = awsError('AccessDeniedException', 'words');
  await expect(mark().read(ENDPOINT)).rejects.toMatchObject({
    kind: 'denied',
    service: 'SageMaker',
  });
});
