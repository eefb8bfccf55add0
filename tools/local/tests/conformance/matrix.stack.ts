import { LIMITS, ModelManifest, parse, verdictsOf, type ServedBy } from '@pilotlight/contracts';
import { bundleSize, loadInThread, openBundle } from '@pilotlight/model-runtime';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, request } from './asker.ts';
import type { Deployment } from './deployment.ts';
import { inProcess } from './in-process-driver.ts';
import { pictureOf, picturesIn } from './pictures-in.ts';
import { children } from './processes.ts';
import { WHOLE_MATRIX } from './whole-matrix.ts';
import { ROOT } from './workspace.ts';

/** What answers in each mode. */
const MODES = {
  realtime: 'endpoint',
  function: 'function',
  serverless: 'serverless',
  async: 'async',
} as const satisfies Record<string, ServedBy>;

type Mode = keyof typeof MODES;

/** Also for a change these two, one for numbers and one for pictures, are tried in each mode that they fit. */
const IN_EVERY_MODE = ['boston-housing', 'unicorn'];

/** For a change, the other models are tried only as a function, which starts in a second. */
const isTried = (name: string, mode: Mode) =>
  WHOLE_MATRIX || mode === 'function' || IN_EVERY_MODE.includes(name);

/** Containers of real models measure their plan when they start. */
const PATIENCE_MS = 240_000;
const MODELS = join(ROOT, 'libs/models');

/** Two inputs of a model, and what its bundle answers to them in this process. */
interface Known {
  readonly name: string;
  /** Those in which it is tried. */
  readonly modes: readonly Mode[];
  readonly inputs: readonly object[];
  /** Of each input: the JSON of the answer, or a hash of each of its pictures. */
  readonly answers: readonly unknown[];
}

/** @returns nothing for a model that is not tried */
async function readKnown(name: string): Promise<Known[]> {
  const directory = join(MODELS, name, 'dist/bundle');
  const text = await readFile(join(directory, 'model.json'), 'utf8');
  const manifest = parse(ModelManifest, JSON.parse(text), name);
  const fitting = verdictsOf(await bundleSize(directory), manifest).filter(({ fits }) => fits);
  const modes = (Object.keys(MODES) as Mode[]).filter(
    (mode) => isTried(name, mode) && fitting.some(({ way }) => way.mode === mode),
  );
  if (modes.length === 0) return [];
  const inputs = manifest.examples.slice(0, 2).map(({ input }) => input as object);
  const model = await loadInThread(await openBundle(directory), 1);
  const accept = manifest.answerFiles ? 'application/x-npy' : 'application/json';
  const answers: unknown[] = [];
  for (const input of inputs) {
    const body = Buffer.from(JSON.stringify(input));
    const whole = await model.answer({ body, contentType: 'application/json', accept });
    const bytes = Buffer.from(whole.body);
    answers.push(manifest.answerFiles ? picturesIn(bytes, manifest.answerFiles) : json(bytes));
  }
  return [{ name, modes, inputs, answers }];
}

const json = (body: Buffer): unknown => JSON.parse(body.toString());

const models = (await Promise.all((await readdir(MODELS)).map(readKnown))).flat();

describe.each(Object.keys(MODES) as Mode[])('models that fit, served by %s', (mode) => {
  const served = models.filter(({ modes }) => modes.includes(mode));
  let deployment: Deployment;

  beforeAll(async () => {
    const settings = mode === 'realtime' ? { whileWaking: 'park' } : {};
    const each = served.map(({ name }) => [name, { serving: mode, ...settings }]);
    deployment = await inProcess({
      root: ROOT,
      config: {
        'pilotlight:models': JSON.stringify(Object.fromEntries(each)),
        'pilotlight:idleMinutes': '0.5',
      },
    });
  }, PATIENCE_MS);

  afterAll(async () => {
    await deployment.close();
    expect(children()).toEqual([]);
  }, PATIENCE_MS);

  const post = (name: string, body: string | Buffer) =>
    request(`${deployment.url}/v1/models/${name}/predictions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });

  /** As a client does: waits for the answer of what was accepted, and fetches its files. */
  async function ask(name: string, input: object | undefined): Promise<unknown> {
    const reply = await post(name, JSON.stringify(input));
    expect(reply).toMatchObject({ status: expect.toBeOneOf([200, 202]) as number });
    const found = reply.status === 202 ? await answer(deployment.url, reply.location) : reply.body;
    const { output, files, servedBy, error } = found as {
      readonly output?: unknown;
      readonly files?: readonly { readonly url: string }[];
      readonly servedBy?: string;
      readonly error?: unknown;
    };
    expect({ servedBy, error }).toEqual({ servedBy: MODES[mode], error: undefined });
    if (!files) return output;
    return Promise.all(files.map(({ url }) => pictureAt(url)));
  }

  async function pictureAt(url: string): Promise<string> {
    return pictureOf(new Uint8Array(await (await fetch(url)).arrayBuffer()));
  }

  it.each(served)('$name answers right, cold and warm', { timeout: PATIENCE_MS }, async (known) => {
    const { name, inputs, answers } = known;
    expect(await ask(name, inputs[0])).toEqual(answers[0]);
    expect(await ask(name, inputs[0])).toEqual(answers[0]);
  });

  it.each(served)('$name answers two at once', { timeout: PATIENCE_MS }, async (known) => {
    const { name, inputs, answers } = known;
    expect(await Promise.all(inputs.map((input) => ask(name, input)))).toEqual(answers);
  });

  it.each(served)('$name refuses bad input', async ({ name }) => {
    expect(await post(name, '{}')).toMatchObject({ status: 422, body: { code: 'input_invalid' } });
    expect(await post(name, '{')).toMatchObject({ status: 400, body: { code: 'body_not_json' } });
  });

  it.each(served)('$name refuses what is too large', async ({ name }) => {
    const large = Buffer.alloc(LIMITS.requestBodyBytes + 1, ' ');
    expect(await post(name, large)).toMatchObject({
      status: 413,
      body: { code: 'body_too_large' },
    });
  });
});
