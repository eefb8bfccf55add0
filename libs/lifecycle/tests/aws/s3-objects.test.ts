import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { s3Objects } from '../../src/aws/index.ts';
import { startStub } from '@pilotlight/hosts/testing';

const KEY = 'predictions/01ARZ3NDEKTSV4RRFFQ69G5FAV/input-1.json';

let stub: Awaited<ReturnType<typeof startStub>>;

beforeAll(async () => {
  stub = await startStub();
});

afterAll(() => stub.stop());

beforeEach(() => void (stub.requests.length = 0));

const objects = () =>
  s3Objects('the-bucket', {
    region: 'us-east-1',
    endpoint: stub.url,
    credentials: { accessKeyId: 'dummy', secretAccessKey: 'dummy' },
    maxAttempts: 1,
  });

/** An error as S3 sends it. */
const refuse = (status: number, code: string) => {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>No.</Message></Error>`;
  stub.reply = () => ({ status, headers: { 'content-type': 'application/xml' }, body });
};

it.each([
  ['a text', Buffer.from('{"text":"é😀"}'), 'application/json'],
  ['bytes', Uint8Array.from({ length: 256 }, (_, byte) => byte), 'image/png'],
])('puts and gets %s with its type', async (_, body, contentType) => {
  stub.reply = () => ({ body });
  await objects().put(KEY, { body, contentType });
  expect([...((await objects().get(KEY)) ?? [])]).toEqual([...body]);
  const [put, get] = stub.requests;
  expect(put).toMatchObject({
    path: `/the-bucket/${KEY}?x-id=PutObject`,
    headers: { 'content-type': contentType },
  });
  expect([...(put?.bytes ?? [])]).toEqual([...body]);
  expect(get?.path).toBe(`/the-bucket/${KEY}?x-id=GetObject`);
});

it('distinguishes a missing object from one that it is not allowed to read', async () => {
  refuse(404, 'NoSuchKey');
  expect(await objects().get(KEY)).toBeUndefined();
  refuse(403, 'AccessDenied');
  await expect(objects().get(KEY)).rejects.toMatchObject({
    kind: 'denied',
    message: 'S3 GetObject: AccessDenied: No.',
  });
});

it.each([
  [403, 'AccessDenied', 'denied'],
  [503, 'SlowDown', 'throttled'],
  [500, 'InternalError', 'unavailable'],
  [404, 'NoSuchBucket', 'unavailable'],
])('throws a CloudError for %i %s: %s', async (status, code, kind) => {
  refuse(status, code);
  await expect(
    objects().put(KEY, { body: Buffer.from('1'), contentType: 'application/json' }),
  ).rejects.toMatchObject({ kind, service: 'S3' });
});
