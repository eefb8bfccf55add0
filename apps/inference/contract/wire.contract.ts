import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';
import { PROBLEM_MEDIA_TYPE } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { alike, answerTo, invoke, JSON_TYPE, outputOf, url } from './support/client.ts';
import { inputs } from './support/model.ts';
import { connection, exchange, request, statuses } from './support/wire.ts';

const [input] = inputs;
const body = JSON.stringify(input);
const json = `Content-Type: ${JSON_TYPE}`;
const attributes = 'X-Amzn-SageMaker-Custom-Attributes';

test('a connection is kept alive for the next request', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const reused: boolean[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const sent = httpRequest(`${url}/invocations`, {
      agent,
      method: 'POST',
      headers: { 'content-type': JSON_TYPE },
    }).end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    await response.resume().toArray();
    expect(response.statusCode).toBe(200);
    reused.push(sent.reusedSocket);
    await after(10);
  }
  agent.destroy();
  expect(reused).toEqual([false, true, true]);
});

test('a chunked body is read like any other, however it is split', async () => {
  const bytes = Buffer.from(body);
  const chunks = Array.from({ length: bytes.length }, (_, at) => bytes.subarray(at, at + 1));
  const sent = new Request(`${url}/invocations`, {
    method: 'POST',
    headers: { 'content-type': JSON_TYPE },
    body: ReadableStream.from(chunks),
    duplex: 'half',
  });
  expect(await outputOf(await fetch(sent))).toEqual(await answerTo(input));
});

test('pipelined requests are answered in order', async () => {
  const marked = (mark: string) => [json, `${attributes}: turn=${mark}`];
  const answer = await exchange(
    [
      request('POST /invocations', marked('1'), body),
      request('GET /ping'),
      request('POST /invocations', marked('2'), '{'),
      request('GET /ping', ['Connection: close']),
    ].join(''),
  );
  expect(statuses(answer)).toEqual([200, 200, 400, 200]);
  const turns = [...answer.matchAll(/^x-amzn-sagemaker-custom-attributes: turn=(\d)/gim)];
  expect(turns.map(([, turn]) => turn)).toEqual(['1', '2']);
});

test('a client that expects 100 Continue gets it', async () => {
  const headers = [json, 'Expect: 100-continue', 'Connection: close'];
  const [head = ''] = request('POST /invocations', headers, body).split('\r\n\r\n');
  const socket = await connection();
  socket.write(`${head}\r\n\r\n`);
  const [first] = (await once(socket, 'data')) as [Buffer];
  expect(statuses(String(first))).toEqual([100]);
  socket.write(body);
  const rest = Buffer.concat((await socket.toArray()) as Buffer[]).toString();
  expect(statuses(rest)).toEqual([200]);
});

test('unknown headers are ignored', async () => {
  const junk = Array.from({ length: 50 }, (_, index) => `X-Unknown-${index}: ${'v'.repeat(100)}`);
  const odd = ['X-Empty:', 'X-Twice: 1', 'X-Twice: 2', 'X-Latin: caf\xe9', 'x-odd!#$%&: "\t;,="'];
  const headers = [json, ...junk, ...odd, 'Connection: close'];
  const answer = await exchange(request('POST /invocations', headers, body));
  expect(statuses(answer)).toEqual([200]);
});

test.each([
  ['bytes that are not HTTP', 'hello\r\n\r\n'],
  ['a header with no name', request('GET /ping', [': value'])],
  ['a header line without a colon', request('GET /ping', ['nonsense'])],
  ['an unknown method', request('FOO /ping')],
  ['two lengths', request('POST /invocations', ['Content-Length: 1'], '{}')],
  ['headers that are too long', request('GET /ping', [`X-Long: ${'v'.repeat(20 * 1024)}`])],
])(
  '%s is refused with a problem document, and other connections are not affected',
  async (_name, bytes) => {
    const answer = await exchange(bytes);
    expect(statuses(answer)).toEqual([400]);
    expect(answer).toContain(`content-type: ${PROBLEM_MEDIA_TYPE}`);
    expect(answer).toContain('"code":"request_invalid"');
    expect((await fetch(`${url}/ping`)).status).toBe(200);
  },
);

test('clients that disconnect do not affect the others', async () => {
  const leaving = Array.from({ length: 24 }, async (_, index) => {
    const signal = AbortSignal.timeout(index * 2);
    await invoke(body, JSON_TYPE, {}, signal).then((response) => response.text());
  });
  const staying = Array.from({ length: 24 }, () => answerTo(input));
  const left = await Promise.allSettled(leaving);
  expect(left.some(({ status }) => status === 'rejected')).toBe(true);
  const answers = await Promise.all(staying);
  expect(answers.map((answer) => alike(answer, answers[0]))).toEqual(answers.map(() => true));

  // One disconnects during its body, and one before it reads its answer.
  for (const bytes of [
    request('POST /invocations', [json], body).slice(0, -5),
    request('POST /invocations', [json], body),
  ]) {
    const socket = await connection();
    socket.write(bytes);
    await after(5);
    socket.destroy();
  }
  expect(alike(await answerTo(input), answers[0])).toBe(true);
});
