import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { LIMITS } from '@pilotlight/contracts';
import { answered, ENDPOINT, MODEL } from '@pilotlight/lifecycle/testing';
import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../src/lambda.ts';
import { INPUT, pageDirectory, testApp } from './helper.ts';

const context = { awsRequestId: 'the-request' } as Context;

/** An event as an HTTP API sends it: absent members are missing, header names in lower case, no Content-Length. */
const event = (method: string, path: string, body?: { text: string; base64?: boolean }) => ({
  version: '2.0',
  routeKey: `${method} ${path}`,
  rawPath: path,
  rawQueryString: '',
  headers: body ? { 'content-type': 'application/json' } : {},
  requestContext: {
    http: { method, path, sourceIp: '192.0.2.1' },
    requestId: 'gateway',
    stage: '$default',
  },
  ...(body ? { body: body.text } : {}),
  isBase64Encoded: body?.base64 ?? false,
});

const PREDICTIONS = `/v1/models/${MODEL.name}/predictions`;

async function lambda(directory = pageDirectory()) {
  const { app, world } = await testApp({ publicDirectory: directory });
  return { world, handler: createHandler(app) };
}

describe('the Lambda function', () => {
  it.each([
    ['text', { text: INPUT }],
    ['base64', { text: Buffer.from(INPUT).toString('base64'), base64: true }],
  ])('accepts a body as %s', async (_, body) => {
    const { world, handler } = await lambda();
    world.endpoint.put(ENDPOINT);
    const response = await handler(event('POST', PREDICTIONS, body), context);
    expect(response.statusCode).toBe(200);
    expect(JSON.parse(response.body)).toEqual({
      model: MODEL.name,
      output: { echo: { text: 'hello' } },
      servedBy: 'endpoint',
    });
    expect(response.isBase64Encoded).toBe(false);
  });

  it('rejects bytes that are not UTF-8, with the request id of the log', async () => {
    const { handler } = await lambda();
    const text = Buffer.from([0x22, 0xc3, 0x28, 0x22]).toString('base64');
    const response = await handler(event('POST', PREDICTIONS, { text, base64: true }), context);
    expect(response.statusCode).toBe(400);
    expect(JSON.parse(response.body)).toMatchObject({
      code: 'body_not_utf8',
      requestId: 'the-request',
    });
  });

  it('rejects a body that is too large', async () => {
    const { handler } = await lambda();
    const response = await handler(
      event('POST', PREDICTIONS, { text: 'x'.repeat(LIMITS.requestBodyBytes + 1) }),
      context,
    );
    expect(response.statusCode).toBe(413);
  });

  it.each([
    ['quotation marks', '"'],
    ['letters', 'x'],
  ])("sends the largest allowed answer, all %s, within Lambda's limit", async (_, letter) => {
    const { world, handler } = await lambda();
    world.endpoint.put(ENDPOINT);
    const escaped = JSON.stringify(letter).slice(1, -1);
    const output = letter.repeat(Math.floor((LIMITS.answerBytes - 2) / escaped.length));
    world.endpoint.answer = () => answered(output);
    const response = await handler(event('POST', PREDICTIONS, { text: INPUT }), context);
    expect(response.statusCode).toBe(200);
    expect(Buffer.byteLength(JSON.stringify(response))).toBeLessThan(6 * 1024 * 1024);
    const text = Buffer.from(response.body, response.isBase64Encoded ? 'base64' : 'utf8');
    expect(JSON.parse(text.toString()) as unknown).toEqual({
      model: MODEL.name,
      output,
      servedBy: 'endpoint',
    });
  });

  it('sends every header as a string, as the HTTP API requires', async () => {
    const { handler } = await lambda();
    const response = await handler(event('POST', PREDICTIONS, { text: INPUT }), context);
    expect(response.statusCode).toBe(202);
    expect(Object.values(response.headers).every((value) => typeof value === 'string')).toBe(true);
    expect(response.headers['retry-after']).toBe(String(LIMITS.retryAfterSeconds.most));
  });

  it('sends an image unchanged', async () => {
    const directory = pageDirectory();
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]);
    writeFileSync(join(directory, 'assets', 'a-1.png'), picture);
    const { handler } = await lambda(directory);
    const response = await handler(event('GET', '/assets/a-1.png'), context);
    expect(response.isBase64Encoded).toBe(true);
    expect(Buffer.from(response.body, 'base64')).toEqual(picture);
  });

  it('sends a compressed file unchanged', async () => {
    const directory = pageDirectory();
    const compressed = brotliCompressSync('export {};');
    writeFileSync(join(directory, 'assets', 'page-1234.js.br'), compressed);
    const { handler } = await lambda(directory);
    const asked = event('GET', '/assets/page-1234.js');
    const headers = { 'accept-encoding': 'br' };
    const response = await handler({ ...asked, headers }, context);
    expect(response.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
    expect(response.isBase64Encoded).toBe(true);
    expect(Buffer.from(response.body, 'base64')).toEqual(compressed);
  });

  it('accepts a gzip body, which API Gateway passes on as base64', async () => {
    const { world, handler } = await lambda();
    world.endpoint.put(ENDPOINT);
    const asked = event('POST', PREDICTIONS, {
      text: gzipSync(INPUT).toString('base64'),
      base64: true,
    });
    const headers = { ...asked.headers, 'content-encoding': 'gzip' };
    const response = await handler({ ...asked, headers }, context);
    expect(JSON.parse(response.body)).toMatchObject({ output: { echo: { text: 'hello' } } });
  });

  it.each(['/', '/openapi.json'])('sends %s as text', async (path) => {
    const { handler } = await lambda();
    expect((await handler(event('GET', path), context)).isBase64Encoded).toBe(false);
  });
});
