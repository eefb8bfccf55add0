import { LIMITS } from '@pilotlight/contracts';
import { awsError, startStub, type StubRequest } from '@pilotlight/hosts/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { s3JobObjects } from '../../src/aws/index.ts';
import type { JobObjects } from '../../src/index.ts';

let stub: Awaited<ReturnType<typeof startStub>>;
let objects: JobObjects;

beforeAll(async () => {
  stub = await startStub();
  const credentials = { accessKeyId: 'dummy', secretAccessKey: 'dummy' };
  objects = s3JobObjects('bucket', {
    region: 'us-east-1',
    endpoint: stub.url,
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
  });
});

afterAll(() => stub.stop());

beforeEach(() => {
  stub.requests.length = 0;
  stub.reply = () => ({ body: '' });
});

const paths = () => stub.requests.map(({ path }: StubRequest) => path.split('?')[0]);

const missing = { status: 404, body: '' };

describe('an object', () => {
  it('has a size and a type', async () => {
    stub.reply = () => ({
      body: '',
      headers: { 'content-type': 'image/png', 'content-length': '0' },
    });
    expect(await objects.head('uploads/1')).toEqual({ bytes: 0, contentType: 'image/png' });
    expect(paths()).toEqual(['/bucket/uploads/1']);
  });

  it('is read with its type', async () => {
    stub.reply = () => ({ body: 'abc', headers: { 'content-type': 'text/csv' } });
    const got = await objects.get('outputs/1.out');
    expect(got?.contentType).toBe('text/csv');
    expect(Buffer.from(got?.body ?? '').toString()).toBe('abc');
  });

  it('may be missing', async () => {
    stub.reply = () => missing;
    expect(await objects.head('outputs/1.out')).toBeUndefined();
    stub.reply = () => ({ status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' });
    expect(await objects.get('outputs/1.out')).toBeUndefined();
  });

  it('may be denied, though the answer to HEAD has no words', async () => {
    stub.reply = () => ({ status: 403, body: '' });
    await expect(objects.head('outputs/1.out')).rejects.toMatchObject({
      kind: 'denied',
      message: expect.stringContaining('s3:GetObject') as string,
    });
  });

  it('is put with its type', async () => {
    await objects.put('files/1/a.png', { body: Buffer.from('abc'), contentType: 'image/png' });
    expect(stub.requests[0]?.headers).toMatchObject({ 'content-type': 'image/png' });
    expect(paths()).toEqual(['/bucket/files/1/a.png']);
  });

  it('is an error when S3 denies or fails', async () => {
    stub.reply = () => ({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
    await expect(objects.get('x')).rejects.toMatchObject({ kind: 'denied', service: 'S3' });
    stub.reply = () => awsError('InternalError', 'down', 500);
    await expect(objects.head('x')).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(objects.put('x', { body: Buffer.from(''), contentType: 'a/b' })).rejects.toThrow();
  });
});

describe('a presigned upload', () => {
  const terms = {
    contentType: 'image/jpeg',
    bytes: 1234,
    checksumSHA256: `${'A'.repeat(43)}=`,
    until: 0,
  };

  it('is pinned by signed headers to its type, length and checksum, and to one object', async () => {
    const { url, headers } = await objects.urlToPut('uploads/1', terms);
    const query = new URL(url).searchParams;
    expect(query.get('X-Amz-SignedHeaders')?.split(';')).toEqual([
      'content-length',
      'content-type',
      'host',
      'if-none-match',
      'x-amz-checksum-sha256',
    ]);
    expect(query.get('X-Amz-Expires')).toBe(String(LIMITS.uploadSeconds));
    expect(headers).toEqual({
      'content-type': 'image/jpeg',
      'if-none-match': '*',
      'x-amz-checksum-sha256': terms.checksumSHA256,
    });
  });

  it('carries no checksum in its query: not of an empty body either', async () => {
    const { url } = await objects.urlToPut('uploads/1', terms);
    const names = [...new URL(url).searchParams.keys()].map((name) => name.toLowerCase());
    expect(names.filter((name) => name.includes('checksum'))).toEqual([]);
  });
});

it('a presigned GET works for a while, and needs no headers', async () => {
  const { url, until } = await objects.urlToGet({ key: 'files/1/a b.png' });
  const { pathname, searchParams } = new URL(url);
  expect(pathname).toBe('/bucket/files/1/a%20b.png');
  expect(searchParams.get('X-Amz-SignedHeaders')).toBe('host');
  expect(Math.abs(until - Date.now() - LIMITS.fileUrlSeconds * 1000)).toBeLessThan(5000);
  expect(stub.requests).toEqual([]);
});
