import { setTimeout as after } from 'node:timers/promises';
import { LIMITS } from '@pilotlight/contracts';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { BodyDrain } from '../../src/requests/body-drain.ts';
import { rawConnection } from '../support/raw-connection.ts';
import { appOf } from '../support/test-app.ts';

const CHUNKED = ['POST /invocations HTTP/1.1', 'host: x', 'transfer-encoding: chunked', '', ''];

test('reads a body in any chunks, of known or unknown length', async () => {
  const { app, runtime } = appOf();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(pieces, fc.boolean(), async (parts, chunked) => {
      runtime.asked.length = 0;
      const whole = Buffer.concat(parts);
      const { send, socket, received } = await rawConnection(app);
      socket.setNoDelay(true);
      if (chunked) send(...CHUNKED);
      else send('POST /invocations HTTP/1.1', 'host: x', `content-length: ${whole.length}`, '', '');
      for (const part of parts) {
        if (chunked) socket.write(`${part.length.toString(16)}\r\n`);
        socket.write(part);
        if (chunked) socket.write('\r\n');
        await after(0);
      }
      if (chunked) socket.write('0\r\n\r\n');
      await received(/yes$/);
      expect(Buffer.from(runtime.asked[0]?.invocation.body ?? []).equals(whole)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('stops a chunked body at the limit, answers, and keeps the connection', async () => {
  const drained = vi.spyOn(BodyDrain.prototype, 'add');
  onTestFinished(() => drained.mockRestore());
  const { app, runtime, log } = appOf();
  const { send, socket, received } = await rawConnection(app);
  send(...CHUNKED);
  const chunk = Buffer.alloc(1024 * 1024, 32);
  for (let count = 0; count <= LIMITS.invocationBodyBytes / chunk.length; count++) {
    socket.write(`${chunk.length.toString(16)}\r\n`);
    socket.write(chunk);
    socket.write('\r\n');
  }
  socket.write('0\r\n\r\n');
  expect(await received(/body_too_large.*}$/)).toMatch(/^HTTP\/1.1 413 /);
  send('POST /invocations HTTP/1.1', 'host: x', 'content-length: 2', '', '{}');
  await received(/yes$/);
  expect(drained).toHaveBeenCalledOnce();
  expect(runtime.asked).toHaveLength(1);
  expect((await log.requestsOf(2)).map(({ status, code }) => [status, code])).toEqual([
    [413, 'body_too_large'],
    [200, undefined],
  ]);
});

test('does not invoke the model when the client leaves during its body', async () => {
  const admitted = Promise.withResolvers<undefined>();
  const refusal = () => void admitted.resolve(undefined);
  const { app, runtime, log } = appOf({ refusal });
  const { send, socket } = await rawConnection(app);
  send('POST /invocations HTTP/1.1', 'host: x', 'content-length: 10', '', 'half');
  await admitted.promise;
  socket.destroy();
  expect(await log.requestsOf(1)).toMatchObject([{ status: 499, code: 'client_left' }]);
  expect(runtime.asked).toEqual([]);
});

test('refuses a body that is shorter than its Content-Length', async () => {
  const { app } = appOf();
  const headers = { 'content-length': '5' };
  const response = await app.inject({
    method: 'POST',
    url: '/invocations',
    headers,
    payload: 'two',
  });
  expect(response.json()).toMatchObject({ status: 400, code: 'request_invalid' });
});
