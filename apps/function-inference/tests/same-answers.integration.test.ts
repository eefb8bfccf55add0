import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionRequest } from '@pilotlight/contracts';
import { type Bundle, openBundle, startModelRuntime } from '@pilotlight/model-runtime';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createHandler } from '../src/handler.ts';
import { loadModel } from '../src/load-model.ts';
import { once } from '../src/once.ts';
import { APPS } from './support/bundle.ts';
import { jsonRequest } from './support/requests.ts';

const HARD = join(APPS, 'inference/hard/fixtures');

const MODELS = join(APPS, '../libs/models');

/** Every model of the project that a function may serve, and others. */
const BUNDLES = {
  ...Object.fromEntries(
    readdirSync(MODELS)
      .map((name) => [name, join(MODELS, name, 'dist', 'bundle')] as const)
      .filter(([, directory]) => isForFunctions(directory)),
  ),
  'without a handler': join(HARD, 'numbers'),
  'without a session': join(HARD, 'series'),
  pictures: join(HARD, 'picture'),
};

/** Whether its answer fits into a function's: not an array that becomes files. */
function isForFunctions(directory: string): boolean {
  const manifest: unknown = JSON.parse(readFileSync(join(directory, 'model.json'), 'utf8'));
  return !Object.hasOwn(manifest as object, 'answerFiles');
}

/** Whether the handler reads bodies itself: then it need not take several inputs in one JSON object. */
async function readsBodies(directory: string): Promise<boolean> {
  const handler = join(directory, 'code/handler.mjs');
  if (!existsSync(handler)) return false;
  const hooks = (await import(pathToFileURL(handler).href)) as { parseInput?: unknown };
  return hooks.parseInput !== undefined;
}

/** The bundle in worker threads, as the container serves it, with another number of threads and with batches. */
async function container(bundle: Bundle) {
  const workerProgram = pathToFileURL(join(inject('program'), 'worker.mjs'));
  const plan = { workers: 1, threadsPerWorker: 2, maxBatch: 4 };
  const runtime = startModelRuntime(bundle, { ...plan, workerProgram });
  onTestFinished(() => runtime.close());
  await runtime.loaded;
  return async ({ base64, contentType, accept }: FunctionRequest) => {
    const body = new Uint8Array(Buffer.from(base64, 'base64'));
    const answer = await runtime.invoke({ body, contentType, accept });
    const given = answer.body;
    const parts: Buffer[] = [];
    if (typeof given === 'string' || given instanceof Uint8Array) parts.push(Buffer.from(given));
    else for await (const part of given) parts.push(Buffer.from(part));
    return {
      status: 200,
      base64: Buffer.concat(parts).toString('base64'),
      contentType: answer.contentType,
    };
  };
}

/** Each example, in several formats, and all of them in one request. */
async function requests({ manifest, directory }: Bundle): Promise<FunctionRequest[]> {
  const inputs = manifest.examples.map(({ input }) => input);
  const lines = inputs.map((input) => JSON.stringify(input)).join('\n');
  return [
    ...inputs.map((input) => jsonRequest(input)),
    ...inputs.map((input) => jsonRequest(input, 'application/jsonlines')),
    ...((await readsBodies(directory)) ? [] : [jsonRequest({ instances: inputs })]),
    { ...jsonRequest(''), base64: btoa(lines), contentType: 'application/jsonlines' },
  ];
}

test.each(Object.entries(BUNDLES))('%s: bit by bit the same', async (_what, modelDirectory) => {
  const bundle = await openBundle(modelDirectory);
  const ask = await container(bundle);
  const model = once(() => loadModel({ modelDirectory, markerRequired: false, threads: 1 }));
  const handler = createHandler({ model, log: () => undefined });
  for (const request of await requests(bundle)) {
    expect(await handler(request, { awsRequestId: 'r' })).toEqual(await ask(request));
  }
});

test('a picture as the body, too', async () => {
  const modelDirectory = BUNDLES.pictures;
  const ask = await container(await openBundle(modelDirectory));
  const model = once(() => loadModel({ modelDirectory, markerRequired: false, threads: 1 }));
  const handler = createHandler({ model, log: () => undefined });
  for (const type of ['jpeg', 'png']) {
    const base64 = (await readFile(join(modelDirectory, `dots.${type}`))).toString('base64');
    const request = { base64, contentType: `image/${type}`, accept: 'application/json' };
    expect(await handler(request, { awsRequestId: 'r' })).toEqual(await ask(request));
  }
});
