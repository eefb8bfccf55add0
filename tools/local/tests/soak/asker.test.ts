import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Asker } from '../../src/soak/asker.ts';

const QUESTION = { input: { premise: 'a', hypothesis: 'b' }, answer: '{"label":"neutral"}' };

type Answer = readonly [status: number, body: object, location?: string];

let server: Server;
let asker: Asker;
/** The server's answers in order; the last one repeats. */
let answers: Answer[];

beforeEach(async () => {
  server = createServer((_request, response) => {
    const [status, body, location] =
      answers.length > 1 ? (answers.shift() as Answer) : (answers[0] as Answer);
    response.writeHead(status, { 'retry-after': '0', ...(location ? { location } : {}) });
    response.end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  asker = new Asker(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterEach(() => void server.close());

const neutral = { output: { label: 'neutral' } };

async function ask(given: readonly Answer[], patienceMilliseconds = 60_000) {
  answers = [...given];
  const giveUp = Date.now() + patienceMilliseconds;
  await asker.ask(QUESTION, () => giveUp);
  return asker.tally;
}

test('an answer is right or wrong', async () => {
  expect(await ask([[200, neutral]])).toMatchObject({ accepted: 1, answered: 1, wrong: 0 });
  expect(await ask([[200, { output: { label: 'other' } }]])).toMatchObject({
    accepted: 2,
    answered: 1,
    wrong: 1,
  });
});

test('a parked prediction is polled until it is answered', async () => {
  const tally = await ask([
    [202, { status: 'queued' }, '/v1/predictions/1'],
    [429, {}],
    [200, { status: 'running' }],
    [200, { status: 'succeeded', ...neutral }],
  ]);
  expect(tally).toMatchObject({ accepted: 1, answered: 1, lost: 0 });
});

test('a parked prediction that fails, or never ends, is lost', async () => {
  await ask([
    [202, {}, '/v1/predictions/1'],
    [200, { status: 'failed', error: { code: 'model_error' } }],
  ]);
  const endless: Answer[] = [
    [202, {}, '/v1/predictions/2'],
    [200, { status: 'queued' }],
  ];
  const tally = await ask(endless, 300);
  expect(tally).toMatchObject({ accepted: 2, answered: 0, lost: 2 });
  expect(tally.reasons).toMatchObject({ 'lost: model_error': 1, 'lost: no answer came': 1 });
});

test('a refused request does not count as accepted', async () => {
  expect(await ask([[503, { code: 'overloaded' }]])).toMatchObject({ accepted: 0, refused: 1 });
});

test('an answer that differs when it is read again was given twice', async () => {
  await ask([
    [202, {}, '/v1/predictions/1'],
    [200, { status: 'succeeded', finishedAt: '1', ...neutral }],
  ]);
  await asker.lookAgain();
  expect(asker.tally.twice).toBe(0);
  answers = [[200, { status: 'succeeded', finishedAt: '2', ...neutral }]];
  await asker.lookAgain();
  expect(asker.tally.twice).toBe(1);
});
