import { spawnSync } from 'node:child_process';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { APPS, brokenBundle, bundle, scratch } from './support/bundle.ts';
import { jsonOf, jsonRequest } from './support/requests.ts';
import { startFunction } from './support/start-function.ts';

test('a process answers from its first invocation on, and logs lines of JSON', async () => {
  const started = startFunction({ environment: { MODEL_DIRECTORY: await bundle() } });
  expect(jsonOf(await started.ask(jsonRequest({ x: 4 })))).toEqual({ y: 8 });
  expect(jsonOf(await started.ask(jsonRequest({ x: 13 }), 'request-2'))).toMatchObject({
    code: 'model_rejected',
    requestId: 'request-2',
  });
  const lines = (await started.end()).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 'info', message: 'answered', requestId: 'request-1' },
    { level: 'info', message: 'refused', requestId: 'request-2', code: 'model_rejected' },
  ]);
});

test.each([
  ['without a model.onnx', 'model.onnx', undefined, 'has no model.onnx'],
  ['with a broken manifest', 'model.json', '{"name": 7}', 'model.json is not valid'],
  ['with a broken handler', 'code/handler.mjs', 'export {', 'handler.mjs could not be imported'],
  ['with a broken model', 'model.onnx', 'not ONNX', 'could not load its model'],
])('the init phase fails for a bundle %s, with the reason', async (_what, file, text, reason) => {
  const directory = await brokenBundle(file, text);
  const { ready } = startFunction({ environment: { MODEL_DIRECTORY: directory } });
  await expect(ready).rejects.toThrow(reason);
});

test('the init phase does not fail while the bundle is copied, and the next invocation finds it', async () => {
  const directory = await bundle();
  const environment = { MODEL_DIRECTORY: directory, MODEL_MARKER: 'required' };
  const started = startFunction({ environment });
  expect(jsonOf(await started.ask(jsonRequest({ x: 4 })))).toMatchObject({
    status: 503,
    code: 'model_not_loaded',
    retryAfterSeconds: 5,
  });
  await writeFile(join(directory, '.complete'), '');
  expect(jsonOf(await started.ask(jsonRequest({ x: 4 })))).toEqual({ y: 8 });
  expect(await started.end()).toContain(join(directory, '.complete'));
});

test('a model that needs the locale of the container starts', async () => {
  const directory = await bundle();
  const fixtures = join(APPS, '../tools/bundle/tests/fixtures');
  await copyFile(join(fixtures, 'capitals.onnx'), join(directory, 'model.onnx'));
  const { ready } = startFunction({ environment: { MODEL_DIRECTORY: directory } });
  await expect(ready).resolves.toBeUndefined();
});

test.skipIf(process.platform !== 'linux').each([
  ['pictures', true],
  ['numbers', false],
])('a model of %s: sharp is loaded in the init phase: %s', async (_what, loaded) => {
  const fixture = join(APPS, 'inference/hard/fixtures', loaded ? 'picture' : 'numbers');
  const started = startFunction({ environment: { MODEL_DIRECTORY: await bundle(fixture) } });
  await started.ready;
  const libraries = started.libraries().join('\n');
  expect(libraries).toContain('onnxruntime');
  expect(libraries.includes('libvips')).toBe(loaded);
});

const namespaces = spawnSync('unshare', ['-m', 'true']).status === 0;

// ONNX Runtime aborts on Lambda's arm64 hosts, which have no such file (microsoft/onnxruntime#10038). On x86-64 it reads
// the processor itself.
test.skipIf(!namespaces)(
  'on x86-64 it starts where the list of processors is missing',
  async () => {
    const hidden = await scratch();
    const started = startFunction({
      environment: { MODEL_DIRECTORY: await bundle() },
      mounts: `mount --bind ${hidden} /sys/devices/system/cpu; ! test -e /sys/devices/system/cpu/possible`,
    });
    expect(jsonOf(await started.ask(jsonRequest({ x: 4 })))).toEqual({ y: 8 });
  },
);
