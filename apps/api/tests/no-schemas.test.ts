import { expect, test } from 'vitest';
import { testApp } from './helper.ts';

test('a route may have no schema: its compilers are not in the bundle', async () => {
  const { app } = await testApp();
  const schema = { response: { 200: { type: 'object' } } };
  app.get('/with-a-schema', { schema }, () => ({}));
  await expect(app.ready()).rejects.toThrowError('the routes of the API have no schemas');
});
