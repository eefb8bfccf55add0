import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CorsRule } from '../../../src/services/s3/cors.ts';
import { useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
const Bucket = 'shared';
const PAGE = 'http://127.0.0.1:8700';
const RULE: CorsRule = {
  allowedOrigins: [PAGE],
  allowedMethods: ['GET', 'PUT'],
  allowedHeaders: ['content-type', 'x-amz-checksum-*'],
  exposeHeaders: ['ETag'],
  maxAgeSeconds: 3600,
};
let url: { get: string; put: string };

beforeAll(async () => {
  local.cloud.s3.createBucket(Bucket);
  const owner = local.cloud.ownerEnvironment();
  const s3 = new S3Client({
    endpoint: local.cloud.endpointUrl,
    region: local.cloud.region,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: {
      accessKeyId: owner['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: owner['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: owner['AWS_SESSION_TOKEN'] ?? '',
    },
  });
  const object = { Bucket, Key: 'uploads/a' };
  url = {
    get: await getSignedUrl(s3, new GetObjectCommand(object)),
    put: await getSignedUrl(s3, new PutObjectCommand(object)),
  };
});
beforeEach(() => local.cloud.s3.putBucketCors(Bucket, [RULE]));

const corsOf = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

/** What a browser asks before the request of a page. */
async function preflight(headers: Record<string, string>) {
  const response = await fetch(url.put, { method: 'OPTIONS', headers });
  return { status: response.status, cors: corsOf(response), text: await response.text(), response };
}

describe('a preflight', () => {
  test('of an allowed page says what it may send', async () => {
    const { status, cors, response } = await preflight({
      origin: PAGE,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type, X-Amz-Checksum-Sha256',
    });
    expect(status).toBe(200);
    expect(cors).toEqual({
      'access-control-allow-origin': PAGE,
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'content-type, x-amz-checksum-sha256',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'ETag',
      'access-control-max-age': '3600',
    });
    expect(response.headers.get('vary')).toContain('Origin');
  });

  const asked = { origin: PAGE, 'access-control-request-method': 'PUT' };
  test.each([
    ['another page', { ...asked, origin: 'http://127.0.0.1:8701' }],
    ['another method', { ...asked, 'access-control-request-method': 'DELETE' }],
    ['another header', { ...asked, 'access-control-request-headers': 'content-type,x-amz-acl' }],
  ])('of %s is refused', async (_what, headers) => {
    const { status, cors, text } = await preflight(headers);
    expect(status).toBe(403);
    expect(cors).toEqual({});
    expect(text).toContain('<Message>CORSResponse: This CORS request is not allowed.');
  });

  test('of a bucket without rules is refused', async () => {
    local.cloud.s3.deleteBucketCors(Bucket);
    const { status, cors, text } = await preflight(asked);
    expect(status).toBe(403);
    expect(cors).toEqual({});
    expect(text).toContain('CORSResponse: CORS is not enabled for this bucket.');
  });

  test('without its headers is a bad request', async () => {
    expect((await preflight({ origin: PAGE })).status).toBe(400);
    expect((await preflight({ 'access-control-request-method': 'PUT' })).status).toBe(400);
  });
});

describe('an answer', () => {
  const put = (origin?: string) =>
    fetch(url.put, { method: 'PUT', body: '1', headers: origin ? { origin } : {} });

  test('may be read by an allowed page, with the exposed headers', async () => {
    const response = await put(PAGE);
    expect(response.status).toBe(200);
    expect(corsOf(response)).toMatchObject({
      'access-control-allow-origin': PAGE,
      'access-control-expose-headers': 'ETag',
    });
    const read = await fetch(url.get, { headers: { origin: PAGE } });
    expect(await read.text()).toBe('1');
    expect(corsOf(read)).toMatchObject({ 'access-control-allow-origin': PAGE });
  });

  test('that is an error may be read, too', async () => {
    const wrong = url.get.replace('uploads/a', 'uploads/b');
    const response = await fetch(wrong, { headers: { origin: PAGE } });
    expect(response.status).toBe(403);
    expect(corsOf(response)).toMatchObject({ 'access-control-allow-origin': PAGE });
  });

  test('names nobody to another page, to no page, or without rules', async () => {
    expect(corsOf(await put('http://elsewhere.example'))).toEqual({});
    expect(corsOf(await put())).toEqual({});
    local.cloud.s3.deleteBucketCors(Bucket);
    expect(corsOf(await put(PAGE))).toEqual({});
  });

  test('is for anyone, without credentials, where any page is allowed', async () => {
    local.cloud.s3.putBucketCors(Bucket, [{ ...RULE, allowedOrigins: ['*'] }]);
    const cors = corsOf(await put('http://elsewhere.example'));
    expect(cors['access-control-allow-origin']).toBe('*');
    expect(cors).not.toHaveProperty('access-control-allow-credentials');
  });
});
