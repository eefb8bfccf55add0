import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Buckets } from '../../../src/services/s3/buckets.ts';
import type { NotificationConfiguration } from '../../../src/services/s3notifications/control.ts';
import { putFunction } from '../../support/program.ts';
import { ACCOUNT, REGION, until, useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
const bucket = 'watched';
const TELL = `export const handler = async (event) => console.log('EVENT ' + JSON.stringify(event));`;
let functionArn: string;

beforeAll(() => {
  local.cloud.s3.createBucket(bucket);
  functionArn = putFunction(local, 'jobs', TELL);
  local.cloud.lambda.addPermission({
    functionName: 'jobs',
    statementId: 's3',
    action: 'lambda:InvokeFunction',
    principal: 's3.amazonaws.com',
    sourceArn: `arn:aws:s3:::${bucket}`,
    sourceAccount: ACCOUNT,
  });
});
beforeEach(() => local.cloud.s3notifications.disturb(() => [0]));

const configuration = (more: Partial<NotificationConfiguration> = {}) => ({
  id: 'uploads',
  functionArn,
  events: ['s3:ObjectCreated:*'],
  prefix: 'uploads/',
  suffix: '',
  ...more,
});

const watch = (...configurations: NotificationConfiguration[]) =>
  local.cloud.s3notifications.putBucketNotification(bucket, configurations);

const write = (key: string, content = 'content') =>
  (local.cloud.s3 as Buckets).writeObject(bucket, key, Buffer.from(content), {
    contentType: 'text/plain',
  });

interface Told {
  readonly eventName: string;
  readonly s3: { readonly object: Readonly<Record<string, unknown>> };
}

/** The records that the function has got of this key, which comes encoded. */
function heard(key: string): Told[] {
  const lines = local.lines.filter((line) => line.startsWith('lambda/jobs EVENT '));
  const events = lines.map(
    (line) => JSON.parse(line.slice(line.indexOf('{'))) as { Records: Told[] },
  );
  return events.flatMap(({ Records }) => Records).filter((one) => one.s3.object['key'] === key);
}

const first = (key: string) => until(() => heard(key)[0]);

test("a new object invokes the function with S3's own event", async () => {
  await watch(configuration());
  await write('uploads/a');
  expect(await first('uploads/a')).toMatchObject({
    eventVersion: '2.6',
    eventSource: 'aws:s3',
    awsRegion: REGION,
    eventName: 'ObjectCreated:Put',
    s3: {
      configurationId: 'uploads',
      bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
      object: {
        key: 'uploads/a',
        size: 7,
        eTag: '9a0364b9e99bb480dd25e1f0284c8555',
        sequencer: expect.stringMatching(/^[0-9A-F]{18}$/) as string,
      },
    },
  });
});

test.each([
  ['uploads/a b+c%d&e=f', 'uploads/a+b%2Bc%25d%26e%3Df'],
  ['uploads/ü😀/(1)~*!', 'uploads/%C3%BC%F0%9F%98%80/%281%29%7E*%21'],
  ['uploads//x', 'uploads//x'],
])('the key %s is encoded', async (key, encoded) => {
  await watch(configuration());
  await write(key);
  await first(encoded);
  expect(decodeURIComponent(encoded.replaceAll('+', ' '))).toBe(key);
});

test('a later change of a key has a larger sequencer', async () => {
  await watch(configuration());
  const key = 'uploads/again';
  for (const content of ['1', '2', '3']) await write(key, content);
  const told = await until(() => heard(key).length === 3 && heard(key));
  const bySequencer = told
    .map(({ s3 }) => s3.object)
    .sort((a, b) => (String(a['sequencer']) < String(b['sequencer']) ? -1 : 1));
  expect(bySequencer.map(({ eTag }) => eTag)).toEqual([
    'c4ca4238a0b923820dcc509a6f75849b',
    'c81e728d9d4c2f636f067f89cc14862c',
    'eccbc87e4b5ce2fe28308fd9f2a7baf3',
  ]);
});

test('only the keys and events of a configuration are told', async () => {
  await watch(
    configuration({ suffix: '.png' }),
    configuration({ id: 'removed', events: ['s3:ObjectRemoved:Delete'] }),
  );
  for (const key of ['other/b.png', 'uploads/b.jpg', 'uploads/b.png']) await write(key);
  local.cloud.s3.deleteObject(bucket, 'uploads/b.jpg');
  local.cloud.s3.deleteObject(bucket, 'uploads/none');
  await first('uploads/b.png');
  const [removed] = await until(() => heard('uploads/b.jpg').length > 0 && heard('uploads/b.jpg'));
  expect(removed).toMatchObject({ eventName: 'ObjectRemoved:Delete' });
  expect(removed?.s3.object).not.toHaveProperty('size');
  expect(heard('uploads/none')).toEqual([]);
  expect(heard('other/b.png')).toEqual([]);
});

test('an event may come twice, late or never', async () => {
  await watch(configuration());
  local.cloud.s3notifications.disturb(({ payload }) => {
    if (payload.includes('uploads/twice')) return [0, 0];
    return payload.includes('uploads/late') ? [0.3] : [];
  });
  const start = Date.now();
  for (const key of ['uploads/never', 'uploads/late', 'uploads/twice']) await write(key);
  await until(() => heard('uploads/twice').length === 2);
  await first('uploads/late');
  expect(Date.now() - start).toBeGreaterThanOrEqual(300);
  expect(heard('uploads/never')).toEqual([]);
});

describe('a notification is refused', () => {
  test.each([
    ['the same keys', {}],
    ['a longer prefix', { prefix: 'uploads/a' }],
    ['a suffix of the same prefix', { suffix: '.png' }],
    ['a kind of the same event', { events: ['s3:ObjectCreated:Put'] }],
  ])('where two are for %s', async (_what, other) => {
    await expect(watch(configuration(), configuration(other))).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: expect.stringContaining('Configuration is ambiguously defined.') as string,
    });
  });

  test('unless no event can belong to both', async () => {
    await watch(
      configuration({ suffix: '.png' }),
      configuration({ suffix: '.jpg' }),
      configuration({ prefix: 'files/' }),
      configuration({ events: ['s3:ObjectRemoved:*'] }),
    );
  });

  test('whose function S3 may not invoke, and the one before stays', async () => {
    await watch(configuration());
    const forbidden = putFunction(local, 'forbidden', TELL);
    const refused = { name: 'InvalidArgument', message: /^Unable to validate the following dest/ };
    await expect(watch(configuration({ functionArn: forbidden }))).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(refused.message) as string,
    });
    await write('uploads/stays');
    await first('uploads/stays');
  });

  test('of the bucket of another account, or of no bucket', async () => {
    const functionArn = putFunction(local, 'other', TELL);
    local.cloud.lambda.addPermission({
      functionName: 'other',
      statementId: 's3',
      action: 'lambda:InvokeFunction',
      principal: 's3.amazonaws.com',
      sourceArn: `arn:aws:s3:::${bucket}`,
      sourceAccount: '111111111111',
    });
    await expect(watch(configuration({ functionArn }))).rejects.toThrow('Unable to validate');
    const none = local.cloud.s3notifications.putBucketNotification('none', []);
    await expect(none).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});

test('a permission that is withdrawn later stops the events, and the log says so', async () => {
  await watch(configuration());
  local.cloud.lambda.removePermission('jobs', 's3');
  await write('uploads/withdrawn');
  await until(() =>
    local.lines.some((line) => line.startsWith('s3/watched NOT DELIVERED to jobs')),
  );
  expect(heard('uploads/withdrawn')).toEqual([]);
});
