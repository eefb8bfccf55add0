import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { Caller } from '../../src/pool/caller.ts';
import { RUNTIME_LIMITS } from '../../src/limits.ts';
import { start } from '../start-runtime.ts';

async function parts(body: unknown): Promise<string[]> {
  const found: string[] = [];
  for await (const part of body as AsyncIterable<string>) found.push(part);
  return found;
}

test('streams each part that predict yields as a line of JSON', async () => {
  const { runtime, invoke } = await start('streaming');
  await runtime.loaded;
  const count = 5 * RUNTIME_LIMITS.streamParts;
  const answer = await invoke({ x: count });
  expect(answer.contentType).toBe('application/jsonlines');
  const found = await parts(answer.body);
  expect(found).toEqual(Array.from({ length: count }, (_one, part) => `{"part":${part}}\n`));
  expect(await answer.timings).toMatchObject({ batchSize: 1 });
});

test('answers a client that accepts only JSON when all parts are there', async () => {
  const { runtime } = await start('streaming');
  const body = new TextEncoder().encode('{"x":3}');
  const contentType = 'application/json';
  const answer = await runtime.invoke({ body, contentType, accept: 'application/json' });
  expect(answer.contentType).toBe('application/json');
  expect(answer.body).toBe('{"predictions":[{"part":0},{"part":1},{"part":2}]}');
  const refused = runtime.invoke({ body, contentType, accept: 'image/png' });
  await expect(refused).rejects.toMatchObject({ code: 'accept_unsupported' });
});

test('runs a stream at most a few parts ahead of its reader, and ends it when the reader leaves', async () => {
  const { runtime, directory, invoke } = await start('streaming');
  await runtime.loaded;
  const log = join(directory, 'log');
  const answer = await invoke({ x: 1_000_000, log });
  for await (const part of answer.body as AsyncIterable<string>) {
    expect(part).toBe('{"part":0}\n');
    break;
  }
  await vi.waitFor(async () => expect(await readFile(log, 'utf8')).toBe('left\n'));
  expect(await parts((await invoke({ x: 1 })).body)).toHaveLength(1);
});

test('breaks a stream whose handler fails; a failure before the first part is an ordinary error', async () => {
  const { runtime, invoke } = await start('streaming');
  await runtime.loaded;
  const broken = await invoke({ x: 2, mood: 'break' });
  await expect(parts(broken.body)).rejects.toThrow('broken in the middle');
  await expect(broken.timings).rejects.toThrow('broken in the middle');
  await expect(invoke({ x: 0 })).rejects.toThrow('predict yielded nothing');
  await expect(invoke({ x: 'one' })).rejects.toMatchObject({ code: 'input_invalid' });
});

test('lets a stream exceed the time-out while parts keep coming', async () => {
  const { runtime, invoke } = await start('streaming', { invocationSeconds: 0.5 });
  await runtime.loaded;
  const answer = await invoke({ x: 10, milliseconds: 100 });
  expect(await parts(answer.body)).toHaveLength(10);
  expect(runtime.state().workersLost).toBe(0);
});

test('ends a stream whose reader left before its first part', async () => {
  const { runtime, directory, invoke } = await start('streaming');
  await runtime.loaded;
  const log = join(directory, 'log');
  const leaver = new Caller();
  const left = invoke({ x: 1_000_000, milliseconds: 50, log }, leaver);
  await after(10);
  leaver.leave();
  await expect(left).rejects.toThrow('the caller left');
  await vi.waitFor(async () => expect(await readFile(log, 'utf8')).toBe('left\n'));
  expect(await parts((await invoke({ x: 1 })).body)).toHaveLength(1);
});
