import { expect, it } from 'vitest';
import { testApp } from './helper.ts';

it('serves the page, asked for again each time, under a policy that lets nothing foreign in', async () => {
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

it("serves the build's hashed files for ever", async () => {
  const { get } = await testApp();
  const response = await get('/assets/page-1234.js');
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toContain('javascript');
  expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

it('does not let a missing file be kept for ever', async () => {
  const { get } = await testApp();
  const response = await get('/assets/gone.js');
  expect(response.statusCode).toBe(404);
  expect(response.headers['cache-control']).toBe('no-store');
});

it("does not let the API's answers be kept", async () => {
  const { get } = await testApp();
  expect((await get('/v1/models')).headers['cache-control']).toBe('no-store');
});
