import { gzipSync, brotliCompressSync } from 'node:zlib';
import { LIMITS, OPERATIONS, type Operation } from '@pilotlight/contracts';
import { ENDPOINT, MODEL } from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { INPUT, testApp } from './helper.ts';

const PREDICTIONS = `/v1/models/${MODEL.name}/predictions` as const;

async function awake() {
  const test = await testApp();
  test.world.endpoint.put(ENDPOINT);
  const send = (payload: Buffer | string, headers: Record<string, string>) =>
    test.app.inject({
      method: 'POST',
      url: PREDICTIONS,
      headers: { 'content-type': 'application/json', ...headers },
      payload,
    });
  return { ...test, send };
}

describe('HEAD', () => {
  it.each(['/', '/assets/page-1234.js', '/v1/models', `/v1/models/${MODEL.name}`, '/openapi.json'])(
    'of %s is its GET without the body',
    async (url) => {
      const { app, get } = await testApp();
      const [head, whole] = [await app.inject({ method: 'HEAD', url }), await get(url)];
      expect(head.statusCode).toBe(200);
      expect(head.body).toBe('');
      expect(head.headers['content-type']).toBe(whole.headers['content-type']);
    },
  );

  it('of an unknown prediction is 404', async () => {
    const { app } = await testApp();
    const url = '/v1/predictions/01ARZ3NDEKTSV4RRFFQ69G5FAV';
    expect((await app.inject({ method: 'HEAD', url })).statusCode).toBe(404);
  });
});

describe('a method that a path does not take', () => {
  it.each([
    ['DELETE', '/v1/models', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
    ['PUT', '/assets/page-1234.js', 'GET, HEAD'],
    ['GET', PREDICTIONS, 'POST'],
    ['HEAD', PREDICTIONS, 'POST'],
    ['OPTIONS', PREDICTIONS, 'POST'],
    ['TRACE', `/v1/models/${MODEL.name}`, 'GET, HEAD'],
    ['PROPFIND', '/v1/predictions/nonsense', 'GET, HEAD'],
  ])('%s %s is answered 405 with Allow: %s', async (method, url, allow) => {
    const { app } = await testApp();
    const response = await app.inject({ method: method as 'GET', url });
    expect(response.statusCode).toBe(405);
    expect(response.headers.allow).toBe(allow);
    if (method !== 'HEAD') expect(response.json()).toMatchObject({ code: 'method_not_allowed' });
  });
});

describe('a compressed body', () => {
  it.each(['gzip', 'x-gzip', 'GZIP'])('as %s is accepted', async (encoding) => {
    const { send } = await awake();
    const response = await send(gzipSync(INPUT), { 'content-encoding': encoding });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ output: { echo: { text: 'hello' } } });
  });

  it('declared as identity is taken as it is', async () => {
    const { send } = await awake();
    expect((await send(INPUT, { 'content-encoding': 'identity' })).statusCode).toBe(200);
  });

  it.each(['br', 'deflate', 'gzip, gzip', 'zstd'])(
    'as %s is rejected with 415; the answer names the header, and gzip',
    async (encoding) => {
      const { send, world } = await awake();
      const response = await send(brotliCompressSync(INPUT), { 'content-encoding': encoding });
      expect(response.statusCode).toBe(415);
      expect(response.headers['accept-encoding']).toBe('gzip');
      expect(response.json()).toMatchObject({
        code: 'content_encoding_unsupported',
        detail: `The header Content-Encoding is ${encoding}; it must be gzip, or absent.`,
      });
      expect(world.endpoint.calls).toEqual([]);
    },
  );

  it('that expands too far is rejected before it is fully decompressed', async () => {
    const { send } = await awake();
    const bomb = gzipSync(Buffer.alloc(10 * LIMITS.requestBodyBytes, ' '));
    expect(bomb.length).toBeLessThan(LIMITS.requestBodyBytes);
    const response = await send(bomb, { 'content-encoding': 'gzip' });
    expect(response.statusCode).toBe(413);
    expect(response.json()).toMatchObject({ code: 'body_too_large' });
  });

  it('that expands to the largest allowed size is accepted and validated', async () => {
    const { send } = await awake();
    const body = gzipSync(`{"text":"${'x'.repeat(LIMITS.requestBodyBytes - 11)}"}`);
    expect((await send(body, { 'content-encoding': 'gzip' })).statusCode).toBe(422);
  });

  it.each([
    ['no gzip', Buffer.from(INPUT)],
    ['cut', gzipSync(INPUT).subarray(0, -9)],
    ['empty', ''],
  ])('that is %s is rejected in our words', async (_, body) => {
    const { send } = await awake();
    const response = await send(body, { 'content-encoding': 'gzip' });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      code: 'request_invalid',
      detail: expect.stringContaining('not complete, valid gzip') as string,
    });
  });
});

describe('Accept', () => {
  it.each(['application/json', '*/*', 'application/*', 'text/html, */*;q=0.1'])(
    '%s is answered in JSON',
    async (accept) => {
      const { send } = await awake();
      expect((await send(INPUT, { accept })).statusCode).toBe(200);
    },
  );

  it.each(['text/csv', 'text/html', 'application/json;q=0', ';;;q='])(
    '%s is answered 406 by every operation, with the type that it must allow',
    async (accept) => {
      const { app, world } = await awake();
      for (const { method, path } of Object.values<Operation>(OPERATIONS)) {
        const url = path.replace('{model}', MODEL.name).replace('{id}', 'x');
        const response = await app.inject({ method, url, headers: { accept } });
        expect(response.statusCode).toBe(406);
        expect(response.headers['content-type']).toMatch('application/problem+json');
        expect(response.json()).toMatchObject({
          code: 'accept_unsupported',
          detail: `The header Accept is ${accept}; it must allow application/json.`,
        });
      }
      expect(world.endpoint.calls).toEqual([]);
    },
  );
});

it.each(['nonsense', 'a/b/c', 'text', 'text/x-'.padEnd(900, 'y')])(
  'the content type %.20s is rejected in our words',
  async (type) => {
    const { send } = await awake();
    const response = await send(INPUT, { 'content-type': type });
    expect(response.statusCode).toBe(415);
    expect(response.json()).toMatchObject({ code: 'content_type_unsupported' });
    expect(response.body).not.toMatch(/y{101}|Unsupported Media Type|FST_/);
  },
);
