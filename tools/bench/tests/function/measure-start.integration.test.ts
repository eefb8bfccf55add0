import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { measureStart, type Start } from '../../src/function/measure-start.ts';
import type { StartModel } from '../../src/function/start-models.ts';
import { EFS, type Variant } from '../../src/function/variants.ts';

/** A program whose answer is the text of its model's file, and which takes 60 ms of a processor in each phase. */
const PROGRAM = `
import { readFileSync } from 'node:fs';
const text = readFileSync(process.env.MODEL_DIRECTORY + '/code/text', 'base64');
const used = () => { const { user, system } = process.cpuUsage(); return user + system; };
const work = () => { for (const end = used() + 60_000; used() < end;); };
work();
export const handler = async (event) => (work(), { status: event.contentType ? 200 : 500, base64: text });
`;

async function start(
  variant: Partial<Variant>,
  contentType = 'application/json',
  bytes = 1e6,
): Promise<Start> {
  const directory = await mkdtemp(join(tmpdir(), 'start-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const folder of ['model/code', 'program']) {
    await mkdir(join(directory, folder), { recursive: true });
  }
  await writeFile(join(directory, 'model/code/text'), 'a'.repeat(bytes));
  await writeFile(join(directory, 'program/index.mjs'), PROGRAM);
  const model = { name: '1 MB', request: { base64: '', contentType, accept: '*/*' } };
  return measureStart({
    model: model as StartModel,
    bundle: join(directory, 'model'),
    program: join(directory, 'program/index.mjs'),
    variant: { name: 'test', program: 'function', ...variant },
  });
}

test('measures the init phase and the first invocation', async () => {
  const { firstAnswerMs, invocationMs, processorMs, peakMiB, base64 } = await start({});
  expect(processorMs).toBeGreaterThan(119);
  expect(invocationMs).toBeGreaterThan(59);
  expect(firstAnswerMs).toBeGreaterThan(119);
  expect(peakMiB).toBeGreaterThan(20);
  expect(Buffer.from(base64, 'base64').toString()).toBe('a'.repeat(1e6));
});

test.each(['efs', 'efs-model'] as const)('%s: the model is copied first', async (files) => {
  const { base64, firstAnswerMs, invocationMs } = await start({ files }, undefined, 20e6);
  expect(Buffer.from(base64, 'base64').length).toBe(20e6);
  const reading = 20e6 / (EFS.megabytesPerSecond * 1000);
  expect(firstAnswerMs - invocationMs).toBeGreaterThan(59 + reading);
});

test('a share of a processor makes the invocation longer, not the init phase', async () => {
  const { firstAnswerMs, invocationMs } = await start({ processors: 0.25 });
  expect(invocationMs).toBeGreaterThan(150);
  expect(firstAnswerMs).toBeGreaterThan(invocationMs + 59);
});

test('reports a wrong answer, and a process that ends', async () => {
  await expect(start({}, '')).rejects.toThrow('test of 1 MB: status 500');
  const nowhere = { MODEL_DIRECTORY: '/nowhere' };
  await expect(start({ environment: nowhere })).rejects.toThrow('ENOENT');
});
