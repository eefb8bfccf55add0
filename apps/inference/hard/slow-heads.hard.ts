import { expect, test } from 'vitest';
import { ask } from './support/ask.ts';
import { fixture } from './support/bundles.ts';
import { problemOf } from './support/problem.ts';
import { start } from './support/program.ts';
import { invocation, request, Wire } from './support/wire.ts';

/** Headers have a time-out of 20 s, which is checked every 5 s. */
const HEAD_SECONDS = 35;

test('headers that never end are refused in time, and meanwhile other requests are answered', async () => {
  const { port } = await start(fixture('moody')).healthy();
  const head = request('POST /invocations', [`X-Long: ${'v'.repeat(200)}`]);
  const wires = await Promise.all(Array.from({ length: 100 }, () => Wire.open(port)));
  let at = 0;
  const dripping = setInterval(() => {
    for (const wire of wires) if (!wire.ended) wire.send(head.subarray(at, at + 1));
    at += 1;
  }, 200);
  const refusals = Promise.all(wires.map((wire) => wire.reply(HEAD_SECONDS)));
  expect((await ask(port, invocation({ id: 1 }))).status).toBe(200);
  const replies = await refusals.finally(() => clearInterval(dripping));
  const codes = replies.map((reply) => reply && problemOf(reply).code);
  expect(codes).toEqual(wires.map(() => 'request_invalid'));
  await Promise.all(wires.map((wire) => wire.closed(5)));
});
