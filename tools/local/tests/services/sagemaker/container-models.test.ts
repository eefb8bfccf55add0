import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'tar';
import { expect, onTestFinished, test } from 'vitest';
import { ContainerModels, NotReady } from '../../../src/services/sagemaker/container-models.ts';
import { temporaryDirectory } from '../../support/directory.ts';

const NEVER = new AbortController().signal;

/**
 * A container that answers `POST /models` when `release` is called, and the calls that it got; `called` is aborted by
 * the first.
 */
async function slowContainer() {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const calls: string[] = [];
  const first = new AbortController();
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url?.split('/').slice(0, 2).join('/')}`);
    first.abort();
    void (request.method === 'POST' ? promise : Promise.resolve()).then(() => response.end('{}'));
    request.resume();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, calls, called: first.signal, release: () => resolve(undefined) };
}

async function models(cached = true) {
  const container = await slowContainer();
  const [work, directory] = [temporaryDirectory(), join(temporaryDirectory(), 'models')];
  writeFileSync(join(work, 'model.json'), '{}');
  const archive = join(work, 'model.tar.gz');
  await create({ file: archive, cwd: work, gzip: true }, ['model.json']);
  const archiveOf = () => Promise.resolve(archive);
  const { url } = container;
  return {
    ...container,
    directory,
    models: new ContainerModels({ url, directory, cached, archiveOf }),
  };
}

test('a caller waits as long as it may; the model continues to load, and is ready for the next', async () => {
  const { models: loaded, calls, release } = await models();
  const impatient = loaded.use('a', AbortSignal.timeout(50), () => Promise.resolve('answer'));
  await expect(impatient).rejects.toBeInstanceOf(NotReady);
  const late = loaded.use('a', NEVER, (path) => Promise.resolve(path));
  release();
  expect(await late).toMatch(/^\/models\/[0-9a-f]{32}\/invoke$/);
  expect(calls).toEqual(['POST /models']);
});

test('a model is not unloaded while it loads, nor while another caller uses it', async () => {
  const { models: loaded, calls, called, release, directory } = await models(false);
  await expect(loaded.use('a', called, () => Promise.resolve())).rejects.toThrow(NotReady);
  expect(calls).toEqual(['POST /models']);
  const { promise: used, resolve: end } = Promise.withResolvers<undefined>();
  const first = loaded.use('a', NEVER, () => used);
  release();
  await loaded.use('a', NEVER, () => Promise.resolve());
  expect(calls).toEqual(['POST /models']);
  expect(readdirSync(directory)).toHaveLength(1);
  end(undefined);
  await first;
  expect(calls).toEqual(['POST /models', 'DELETE /models']);
  expect(readdirSync(directory)).toEqual([]);
});

test('what could not be found is looked for again by the next caller, and leaves no file', async () => {
  const directory = temporaryDirectory();
  let asked = 0;
  const archiveOf = () => {
    asked += 1;
    return Promise.reject(new Error('no object'));
  };
  const loaded = new ContainerModels({
    url: 'http://127.0.0.1:1',
    directory,
    cached: true,
    archiveOf,
  });
  for (let times = 1; times <= 2; times += 1) {
    await expect(loaded.use('a', NEVER, () => Promise.resolve())).rejects.toThrow('no object');
    expect(asked).toBe(times);
  }
  expect(existsSync(directory) ? readdirSync(directory) : []).toEqual([]);
});
