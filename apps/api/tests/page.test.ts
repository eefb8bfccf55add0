import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pageDirectory, testApp } from './helper.ts';

it('serves the page with revalidation, and a policy that allows no external resources', async () => {
  const { get } = await testApp();
  const response = await get('/');
  expect(response.statusCode).toBe(200);
  expect(response.body).toContain('<title>Page</title>');
  expect(response.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy': expect.stringContaining("default-src 'self'") as string,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
});

it("serves the build's hashed files as immutable", async () => {
  const { get } = await testApp();
  const response = await get('/assets/page-1234.js');
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toContain('javascript');
  expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

describe('the compressed files of the build', () => {
  const ask = async (url: string, encoding?: string) => {
    const directory = pageDirectory();
    for (const file of ['index.html', 'assets/page-1234.js']) {
      const path = join(directory, file);
      writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)));
      writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
    }
    const { app } = await testApp({ publicDirectory: directory });
    return app.inject({ url, headers: encoding ? { 'accept-encoding': encoding } : {} });
  };

  it.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip, deflate', 'gzip', gunzipSync],
    ['identity', undefined, (body: Buffer) => body],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    [undefined, undefined, (body: Buffer) => body],
  ])('for Accept-Encoding %s are sent as %s', async (accepted, encoding, open) => {
    for (const [url, type, text] of [
      ['/', 'text/html; charset=utf-8', '<!doctype html><title>Page</title>'],
      ['/assets/page-1234.js', 'application/javascript; charset=utf-8', 'export {};'],
    ] as const) {
      const { headers, rawPayload } = await ask(url, accepted);
      expect(headers['content-encoding']).toBe(encoding);
      expect(headers).toMatchObject({ 'content-type': type, vary: 'accept-encoding' });
      expect(open(rawPayload).toString()).toBe(text);
    }
  });

  it('have no routes of their own', async () => {
    expect((await ask('/assets/page-1234.js.br')).statusCode).toBe(404);
  });
});

it('does not let a 404 for an asset be cached', async () => {
  const { get } = await testApp();
  const response = await get('/assets/gone.js');
  expect(response.statusCode).toBe(404);
  expect(response.headers['cache-control']).toBe('no-store');
});

it("does not let the API's answers be cached", async () => {
  const { get } = await testApp();
  expect((await get('/v1/models')).headers['cache-control']).toBe('no-store');
});
