import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Buckets } from '../../../src/services/s3/buckets.ts';
import { clientOf, createApi } from '../../support/program.ts';
import { until, useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
const Bucket = 'uploads';
const CONTENT = 'the content';
const ContentType = 'text/plain';
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
let s3: S3Client;
let config: Awaited<ReturnType<typeof clientOf>>;

beforeAll(async () => {
  config = await clientOf(local, await createApi(local.cloud), 'signer', [
    { Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::${Bucket}/up/*` },
  ]);
  s3 = new S3Client({ ...config, requestChecksumCalculation: 'WHEN_REQUIRED' });
  local.cloud.s3.createBucket(Bucket);
});

/** A URL that takes exactly this content, once, and the headers to send with it. */
async function presignPut(Key: string, ContentLength = CONTENT.length) {
  const pinned = { ContentType, ChecksumSHA256: sha256(CONTENT), IfNoneMatch: '*' };
  const headers: Record<string, string> = {
    'content-type': pinned.ContentType,
    'x-amz-checksum-sha256': pinned.ChecksumSHA256,
    'if-none-match': pinned.IfNoneMatch,
  };
  const command = new PutObjectCommand({ Bucket, Key, ContentLength, ...pinned });
  const url = await getSignedUrl(s3, command, {
    expiresIn: 60,
    unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
    signableHeaders: new Set([...Object.keys(headers), 'content-length', 'host']),
  });
  return { url, headers };
}

const presignGet = (Key: string, more = {}) =>
  getSignedUrl(s3, new GetObjectCommand({ Bucket, Key, ...more }), { expiresIn: 60 });

async function send(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init);
  const text = await response.text();
  const [, code] = /<Code>(\w+)<\/Code>/.exec(text) ?? [];
  return { status: response.status, headers: response.headers, text, code };
}

interface Presigned {
  readonly url: string;
  readonly headers: Record<string, string>;
}

/** `fetch` adds Content-Length. */
const put = ({ url, headers }: Presigned, body: string | Uint8Array<ArrayBuffer> = CONTENT) =>
  send(url, { method: 'PUT', headers, body });

const found = (key: string) => (local.cloud.s3 as Buckets).findObject(Bucket, key);

describe('a presigned PUT', () => {
  test.each(['up/a', 'up/a b+c%d/ü😀', 'up//x/', `up/${'k'.repeat(1000)}`, "up/'()*!~"])(
    'stores the content under the key %s, and a presigned GET returns it',
    async (key) => {
      const answer = await put(await presignPut(key));
      expect(answer).toMatchObject({ status: 200 });
      expect(answer.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/);
      const read = await send(await presignGet(key));
      expect(read).toMatchObject({ status: 200, text: CONTENT });
      expect(read.headers.get('content-type')).toBe(ContentType);
      expect(read.headers.get('x-amz-checksum-sha256')).toBe(sha256(CONTENT));
    },
  );

  test('takes its content once', async () => {
    const signed = await presignPut('up/once');
    expect(await put(signed)).toMatchObject({ status: 200 });
    expect(await put(signed)).toMatchObject({ status: 412, code: 'PreconditionFailed' });
    const both = await presignPut('up/race');
    const statuses = (await Promise.all([put(both), put(both)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 412]);
  });

  test.each<[string, Record<string, string>, string, string]>([
    ['another length', {}, 'longer content', 'SignatureDoesNotMatch'],
    ['another type', { 'content-type': 'text/html' }, CONTENT, 'SignatureDoesNotMatch'],
    [
      'another checksum',
      { 'x-amz-checksum-sha256': sha256('x') },
      CONTENT,
      'SignatureDoesNotMatch',
    ],
    ['other content of the same length', {}, 'The content', 'BadDigest'],
    ['without the condition', { 'if-none-match': '' }, CONTENT, 'SignatureDoesNotMatch'],
    ['a header that is not signed', { 'x-amz-acl': 'public-read' }, CONTENT, 'AccessDenied'],
  ])('is refused with %s, and nothing is stored', async (_what, changed, body, code) => {
    const signed = await presignPut('up/refused');
    const answer = await put({ ...signed, headers: { ...signed.headers, ...changed } }, body);
    expect(answer).toMatchObject({ status: code === 'BadDigest' ? 400 : 403, code });
    expect(found('up/refused')).toBeUndefined();
  });

  test('does not take a checksum in the query, where nothing would check it', async () => {
    const command = new PutObjectCommand({ Bucket, Key: 'up/h', ChecksumSHA256: sha256(CONTENT) });
    const answer = await put({ url: await getSignedUrl(s3, command), headers: {} });
    expect(answer).toMatchObject({ status: 501, code: 'NotImplemented' });
    expect(answer.text).toContain('parameters of PutObject: x-amz-checksum-sha256.');
  });

  test('stores nothing of an upload that breaks off', async () => {
    const { url, headers } = await presignPut('up/half');
    const { hostname, port, pathname, search, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    const lines = Object.entries({
      host,
      'content-length': String(CONTENT.length),
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`);
    socket.write([`PUT ${pathname}${search} HTTP/1.1`, ...lines, '', 'the c'].join('\r\n'));
    await until(() => socket.bytesWritten > 0);
    socket.destroy();
    expect(await put(await presignPut('up/half'))).toMatchObject({ status: 200 });
  });

  test('is larger than 64 MiB for nobody', async () => {
    const bytes = 64 * 1024 * 1024 + 1;
    const answer = await put(await presignPut('up/large', bytes), new Uint8Array(bytes));
    expect(answer).toMatchObject({ status: 400, code: 'EntityTooLarge' });
  });

  test('is authorised as a call of its signer', async () => {
    const answer = await put(await presignPut('elsewhere/a'));
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(answer.text).toContain('assumed-role/signer-role/signer is not authorized to perform');
  });
});

describe('a presigned URL', () => {
  beforeAll(async () => {
    await put(await presignPut('up/read'));
  });

  test('may say how its object is answered', async () => {
    const ResponseContentDisposition = 'attachment; filename="a.png"';
    const read = await send(await presignGet('up/read', { ResponseContentDisposition }));
    expect(read.headers.get('content-disposition')).toBe(ResponseContentDisposition);
  });

  test('is valid for its method, its key and its parameters only', async () => {
    const url = await presignGet('up/read');
    const changed = { status: 403, code: 'SignatureDoesNotMatch' };
    expect(await send(url.replace('up/read', 'up/once'))).toMatchObject(changed);
    expect(await send(url, { method: 'DELETE' })).toMatchObject(changed);
    expect(await send(url.replace('Expires=60', 'Expires=6000'))).toMatchObject(changed);
    expect(await send(`${url}&response-content-type=text%2Fhtml`)).toMatchObject(changed);
    expect(await send(url.replace(/Signature=../, 'Signature=zz'))).toMatchObject(changed);
  });

  test('expires', async () => {
    const signingDate = new Date(Date.now() - 61_000);
    const command = new GetObjectCommand({ Bucket, Key: 'up/read' });
    const url = await getSignedUrl(s3, command, { expiresIn: 60, signingDate });
    const answer = await send(url);
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(answer.text).toContain('<Message>Request has expired</Message>');
  });

  test('is valid for a week at most, and not before its time', async () => {
    const command = new GetObjectCommand({ Bucket, Key: 'up/read' });
    const url = await presignGet('up/read');
    expect(await send(url.replace('Expires=60', 'Expires=604801'))).toMatchObject({
      status: 400,
      code: 'AuthorizationQueryParametersError',
    });
    const signingDate = new Date(Date.now() + 20 * 60_000);
    const early = await send(await getSignedUrl(s3, command, { expiresIn: 60, signingDate }));
    expect(early).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  test('lacks no part of its signature', async () => {
    const url = new URL(await presignGet('up/read'));
    url.searchParams.delete('X-Amz-Date');
    expect(await send(url.href)).toMatchObject({
      status: 400,
      code: 'AuthorizationQueryParametersError',
    });
  });

  test('is not valid with the key of one session and the token of another', async () => {
    const credentials = { ...config.credentials, sessionToken: 'another' };
    const other = new S3Client({ ...config, credentials });
    const command = new GetObjectCommand({ Bucket, Key: 'up/read' });
    expect(await send(await getSignedUrl(other, command))).toMatchObject({ status: 403 });
  });

  test('tells its access key, with which alone nobody can call', async () => {
    const secretAccessKey = 'guessed';
    const forged = new S3Client({
      ...config,
      credentials: { ...config.credentials, secretAccessKey },
    });
    const command = new GetObjectCommand({ Bucket, Key: 'up/read' });
    await expect(forged.send(command)).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    });
  });
});

test('a browser that asks again for what it has is told that it is unchanged', async () => {
  await put(await presignPut('up/again'));
  const url = await presignGet('up/again');
  const { headers } = await send(url);
  const etag = headers.get('etag') ?? '';
  const modified = headers.get('last-modified') ?? '';
  const again = async (given: Record<string, string>) => {
    const { status, text } = await send(url, { headers: given });
    return `${status} ${text}`;
  };
  expect(await again({ 'if-none-match': etag })).toBe('304 ');
  expect(await again({ 'if-modified-since': modified })).toBe('304 ');
  expect(await again({ 'if-none-match': '"another"', 'if-modified-since': modified })).toBe(
    `200 ${CONTENT}`,
  );
  const before = new Date(Date.parse(modified) - 1000).toUTCString();
  expect(await again({ 'if-modified-since': before })).toBe(`200 ${CONTENT}`);
});
