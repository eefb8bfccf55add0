import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Attempt } from './fuzz/attempt.ts';
import { attempts, otherRoutes } from './fuzz/attempts.ts';
import { csvBodies } from './fuzz/csv-bodies.ts';
import { CSV, JSON_TYPE } from './fuzz/header-lines.ts';
import { imageBodies } from './fuzz/image-bodies.ts';
import { jsonBodies, lineBodies } from './fuzz/json-bodies.ts';
import { LOADED, modelRoutes } from './fuzz/model-routes.ts';
import { npyBodies } from './fuzz/npy-bodies.ts';
import { Sender, type Tally } from './fuzz/send.ts';
import { fixture, scratch } from './support/bundles.ts';
import { metric } from './support/metrics.ts';
import type { Reply } from './support/reply.ts';
import { type Program, start } from './support/program.ts';
import { invocation, request, Wire } from './support/wire.ts';

/** `FUZZ_SEED` repeats a run. */
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
/** Senders, each with a connection of its own. */
const SENDERS = 24;
/** So many are made at once, and sent. */
const BLOCK = 500;

interface Target {
  readonly bundle: string;
  readonly good: Readonly<Record<string, unknown>>;
  readonly answer: unknown;
  readonly attempts: fc.Arbitrary<Attempt>;
  /** Statuses and codes that some of them must get, or they did not reach far enough. */
  readonly reached: readonly string[];
}

const COMMON = ['200', '400 body_not_json', '400 request_invalid', '415 content_type_unsupported'];

const numbers = { a: 1.5, b: 2, c: true };
const series = { rows: [[1, 2.5], [3], []] };
const image = readFileSync(join(fixture('picture'), 'dots.png')).toString('base64');
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

const json = (good: Readonly<Record<string, unknown>>) => [
  { kind: 'JSON', contentType: JSON_TYPE, bodies: jsonBodies(good) },
  { kind: 'lines', contentType: 'application/jsonlines', bodies: lineBodies(good) },
];
const npy = { kind: 'npy', contentType: 'application/x-npy', bodies: npyBodies };

const targets: readonly (Target & { readonly count: number })[] = [
  {
    bundle: 'numbers',
    count: 5000,
    good: numbers,
    answer: { y: 121.5 },
    attempts: attempts(
      [...json(numbers), { kind: 'CSV', contentType: CSV, bodies: csvBodies(numbers) }, npy],
      bytesOf(numbers),
    ),
    reached: [
      ...COMMON,
      '400 body_not_utf8',
      '422 input_invalid',
      '406 accept_unsupported',
      '413 body_too_large',
    ],
  },
  {
    bundle: 'series',
    count: 1500,
    good: series,
    answer: { sums: [3.5, 3, 0] },
    attempts: attempts([...json(series), npy], bytesOf(series)),
    reached: [...COMMON, '400 body_not_utf8', '422 input_invalid'],
  },
  {
    bundle: 'picture',
    count: 3500,
    good: { image },
    answer: { width: 9, height: 7, brightness: expect.closeTo(125.62, 1) },
    attempts: attempts(
      [
        ...json({ image }),
        { kind: 'JPEG', contentType: 'image/jpeg', bodies: imageBodies },
        { kind: 'PNG', contentType: 'image/png', bodies: imageBodies },
      ],
      bytesOf({ image }),
    ),
    reached: [...COMMON, '422 input_invalid'],
  },
  {
    bundle: 'numbers',
    count: 1000,
    good: numbers,
    answer: { y: 121.5 },
    attempts: otherRoutes,
    reached: ['200', '404 route_unknown'],
  },
];

/** Makes attempts block by block, and sends those of a block all together. */
async function sendAll(port: number, arbitrary: fc.Arbitrary<Attempt>, count: number) {
  const tally: Tally = { answers: new Map(), faults: [] };
  const senders = Array.from({ length: SENDERS }, () => new Sender(port, tally));
  let sent = 0;
  for (let block = 0; sent < count; block++) {
    const size = Math.min(BLOCK, count - sent);
    const waiting = fc.sample(arbitrary, { seed: (seed + block * 1_000_003) | 0, numRuns: size });
    await Promise.all(
      senders.map(async (sender) => {
        for (let next = waiting.pop(); next; next = waiting.pop()) {
          await sender.send(next);
          sent += 1;
        }
      }),
    );
  }
  for (const sender of senders) sender.close();
  return { sent, tally };
}

/** The answer to a request over a connection of its own. */
async function ask(port: number, bytes: Uint8Array): Promise<Reply | undefined> {
  const wire = await Wire.open(port);
  wire.send(bytes);
  return wire.reply(10).finally(() => wire.cut());
}

const descriptors = ({ child }: Program) => readdirSync(`/proc/${child.pid}/fd`).length;

/** The same process, with the same workers, and nothing on its mind. */
async function expectUnharmed(program: Program, url: string, before: number): Promise<void> {
  expect(program.child.exitCode ?? program.child.signalCode).toBe(null);
  expect(await metric(url, 'pilotlight_workers_lost_total')).toBe(0);
  expect(await metric(url, 'pilotlight_workers_healthy')).toBe(2);
  await expect.poll(() => metric(url, 'pilotlight_queue_length')).toBe(0);
  expect(await metric(url, 'pilotlight_queue_bytes')).toBe(0);
  // A few of the checks' own connections are kept for the next.
  await expect.poll(() => descriptors(program)).toBeLessThan(before + 8);
  expect(program.stderr()).toBe('');
  expect(program.log().filter(({ level = 0 }) => level >= 50)).toEqual([]);
}

test.each(targets)(
  `$bundle: $count malformed requests (FUZZ_SEED=${seed})`,
  async ({ bundle, count, good, answer, attempts: arbitrary, reached }) => {
    const program = start(fixture(bundle));
    const { port, url } = await program.healthy();
    const before = descriptors(program);

    const { sent, tally } = await sendAll(port, arbitrary, count);
    expect(tally.faults.slice(0, 5)).toEqual([]);
    expect(sent).toBe(count);
    expect([...tally.answers.keys()]).toEqual(expect.arrayContaining([...reached]));

    await expectUnharmed(program, url, before);
    const reply = await ask(port, invocation(good));
    expect(JSON.parse(reply?.body.toString() ?? '')).toEqual(answer);
  },
);

test(`a host of many models: 1000 malformed requests (FUZZ_SEED=${seed})`, async () => {
  const models = scratch();
  cpSync(fixture('numbers'), join(models, LOADED, 'model'), { recursive: true });
  const program = start(models, {
    environment: { SAGEMAKER_MULTI_MODEL: 'true', MODELS_DIRECTORY: models },
  });
  const { port, url } = await program.healthy();
  const body = { model_name: LOADED, url: join(models, LOADED, 'model') };
  expect((await ask(port, request('POST /models', [], JSON.stringify(body))))?.status).toBe(200);
  const before = descriptors(program);

  const { tally } = await sendAll(port, modelRoutes(numbers), 1000);
  expect(tally.faults.slice(0, 5)).toEqual([]);
  const reached = ['200', '400 body_not_json', '400 request_invalid', '404 model_unknown'];
  expect([...tally.answers.keys()]).toEqual(expect.arrayContaining(reached));

  await expectUnharmed(program, url, before);
  const list = await ask(port, request('GET /models'));
  expect(JSON.parse(list?.body.toString() ?? '').models).toHaveLength(1);
  const bytes = request(`POST /models/${LOADED}/invoke`, [], JSON.stringify(numbers));
  expect(JSON.parse((await ask(port, bytes))?.body.toString() ?? '')).toEqual({ y: 121.5 });
});
