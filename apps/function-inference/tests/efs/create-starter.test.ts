import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createStarter } from '../../src/efs/create-starter.ts';

const ANSWER = { status: 200, base64: 'e30=', contentType: 'application/json' };
const EVENT = { base64: 'e30=', contentType: 'application/json', accept: 'application/json' };

describe('the function whose program is on the file system', () => {
  let directory: string;
  let starts: number;
  const logged: string[] = [];
  const starter = (start = () => Promise.resolve({ handler: () => Promise.resolve(ANSWER) })) =>
    createStarter({
      directory,
      start: () => {
        starts++;
        return start();
      },
      log: (_level, message) => void logged.push(message),
    });
  const complete = () => writeFile(join(directory, '.complete'), '');
  const problemOf = (answer: typeof ANSWER) =>
    JSON.parse(Buffer.from(answer.base64, 'base64').toString()) as object;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pilotlight-starter-'));
    starts = 0;
    logged.length = 0;
  });
  afterEach(() => rm(directory, { recursive: true }));

  test('starts it in the init phase, once, and lets it answer', async () => {
    await complete();
    const { handler, ready } = starter();
    await ready();
    expect([await handler(EVENT), await handler(EVENT)]).toEqual([ANSWER, ANSWER]);
    expect(starts).toBe(1);
  });

  test('says that its folder is not complete, and looks again with the next request', async () => {
    const { handler, ready } = starter();
    await ready();
    const refused = await handler(EVENT);
    expect(refused.status).toBe(503);
    expect(problemOf(refused)).toMatchObject({
      code: 'model_not_loaded',
      detail: expect.stringContaining('.complete is missing') as unknown,
    });
    expect(logged).toContain('the program is not started');
    await complete();
    expect(await handler(EVENT)).toEqual(ANSWER);
  });

  test('says that a file is missing behind the marker', async () => {
    await complete();
    const missing = Object.assign(new Error('no'), { code: 'ERR_MODULE_NOT_FOUND' });
    const { handler, ready } = starter(() => Promise.reject(missing));
    await ready();
    expect(problemOf(await handler(EVENT))).toMatchObject({
      code: 'model_not_loaded',
      detail: expect.stringContaining('a file of it is missing') as unknown,
    });
  });

  test('fails the init phase when the program cannot start, so that Lambda reports the reason', async () => {
    await complete();
    const { handler, ready } = starter(() => Promise.reject(new Error('a broken program')));
    await expect(ready()).rejects.toThrow('a broken program');
    expect((await handler(EVENT)).status).toBe(500);
  });
});
