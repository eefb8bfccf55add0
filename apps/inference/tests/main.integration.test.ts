import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { ModelManifest } from '@pilotlight/contracts';
import { afterAll, expect, inject, onTestFinished, test } from 'vitest';

/** As in the image; one test runs the source, as `nx serve inference` does. */
const main = join(inject('programs'), 'main.mjs');
const source = join(import.meta.dirname, '..', 'src', 'main.ts');
/** Has a whole plan in its manifest, so that no start has to measure one. */
const bundle = await bundleWith({ workers: 1, threadsPerWorker: 1, maxBatch: 1 });
afterAll(() => rm(bundle, { recursive: true }));

/** A copy of the fixture, with `tuning` in its manifest. */
async function bundleWith(tuning: ModelManifest['tuning']): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'inference-'));
  await cp(join(import.meta.dirname, 'fixtures', 'bundle'), directory, { recursive: true });
  const path = join(directory, 'model.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as ModelManifest;
  await writeFile(path, JSON.stringify({ ...manifest, tuning }));
  return directory;
}

interface Program {
  readonly child: ChildProcess;
  /** Everything that it has written so far. */
  output(): string;
  /** The same, line by line. */
  lines(): Record<string, unknown>[];
  exited(): Promise<{ code: number | null; stderr: string }>;
}

function run(args: string[], environment: NodeJS.ProcessEnv = {}, program = main): Program {
  const child = spawn(process.execPath, [program, ...args], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      MODEL_DIRECTORY: bundle,
      PLAN_DIRECTORY: '',
      ...environment,
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (stderr += String(chunk)));
  const closed = once(child, 'close') as Promise<[number | null]>;
  return {
    child,
    output: () => output,
    lines: () =>
      output
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    exited: async () => ({ code: (await closed)[0], stderr }),
  };
}

/** Starts it on a free port and waits until it is ready. */
async function serve(
  environment: NodeJS.ProcessEnv = {},
  file = main,
): Promise<Program & { url: string }> {
  const program = run(['serve'], { SAGEMAKER_BIND_TO_PORT: '0', ...environment }, file);
  for (let turn = 0; turn < 200; turn++) {
    const url = /ready: .* at (http:\/\/127\.0\.0\.1:\d+)/.exec(program.output())?.[1];
    if (url !== undefined) return { ...program, url };
    await after(50);
  }
  throw new Error(`not ready: ${program.output()}`);
}

/** A directory that is removed after the test. */
async function scratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'inference-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

const invoke = (url: string, input: object) =>
  fetch(`${url}/invocations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });

test('serves; after SIGTERM answers requests in flight, accepts no new ones and exits with 0', async () => {
  const { child, url, exited } = await serve({}, source);
  const ping = await fetch(`${url}/ping`);
  expect([ping.status, await ping.text()]).toEqual([200, '']);
  expect(await (await invoke(url, { x: 4 })).json()).toEqual({ y: 8 });

  const inFlight = invoke(url, { x: 5, milliseconds: 800 });
  await after(200);
  child.kill('SIGTERM');
  await after(200);
  await expect(fetch(`${url}/ping`, { headers: { connection: 'close' } })).rejects.toThrow();
  expect(await (await inFlight).json()).toEqual({ y: 10 });
  expect(await exited()).toEqual({ code: 0, stderr: '' });
});

test('measures a plan, stores it for the next start and logs it, and writes nothing else', async () => {
  const directory = await bundleWith({ workers: 1, maxBatch: 1 });
  onTestFinished(() => rm(directory, { recursive: true }));
  const home = await scratch();
  const environment = {
    MODEL_DIRECTORY: directory,
    PLAN_DIRECTORY: await scratch(),
    HOME: home,
    // With CI set, ONNX Runtime sends no telemetry anyway.
    CI: '',
    ORT_DISABLE_TELEMETRY: undefined,
  };
  const sources: unknown[] = [];
  let stored = false;
  // A plan that was measured while the machine was busy is not stored: the next start measures again.
  for (let start = 0; start < 8 && sources.at(-1) !== 'kept'; start++) {
    const { child, lines, exited } = await serve(environment);
    child.kill('SIGTERM');
    await exited();
    expect(stored).toBe(lines().some(({ source }) => source === 'kept'));
    stored = !lines().some(({ msg }) => String(msg).startsWith('the plan is not stored'));
    const chosen = lines().find(({ msg }) => msg === 'plan chosen');
    expect(chosen).toMatchObject({
      model: 'double',
      plan: { workers: expect.any(Number) as number },
    });
    sources.push(chosen?.['source']);
  }
  expect(sources[0]).toBe('measured');
  expect(sources.at(-1)).toBe('kept');
  // No telemetry of ONNX Runtime.
  expect(await readdir(home, { recursive: true })).toEqual([]);
});

test('drains a stream to its end despite further signals, and writes its metrics', async () => {
  const directory = await scratch();
  await cp(bundle, directory, { recursive: true });
  const handler = `import { setTimeout as after } from 'node:timers/promises';
    export async function* predict([{ x }]) {
      for (let y = 0; y < x; y++) {
        yield { y };
        await after(200);
      }
    }`;
  await writeFile(join(directory, 'code', 'handler.mjs'), handler);
  const { child, url, lines, exited } = await serve({ MODEL_DIRECTORY: directory });
  const response = await invoke(url, { x: 5 });
  child.kill('SIGTERM');
  await after(100);
  child.kill('SIGTERM');
  child.kill('SIGINT');
  expect((await response.text()).trim().split('\n')).toEqual(
    [0, 1, 2, 3, 4].map((y) => JSON.stringify({ y })),
  );
  expect(await exited()).toEqual({ code: 0, stderr: '' });
  const [draining, request, metrics, ...more] = lines().slice(-3);
  expect(draining?.['msg']).toMatch(/^SIGTERM/);
  expect(request).toMatchObject({ path: '/invocations', status: 200, responseBytes: 40 });
  expect(metrics).toMatchObject({ Model: 'double', Invocations: 1, Errors5xx: 0 });
  expect(more).toEqual([]);
});

test('exits after SIGTERM while the model is still loading', async () => {
  const directory = await scratch();
  await cp(bundle, directory, { recursive: true });
  const path = join(directory, 'code', 'handler.mjs');
  await writeFile(path, `${await readFile(path, 'utf8')}\nawait after(1000);`);
  const { child, output, exited } = run(['serve'], {
    MODEL_DIRECTORY: directory,
    SAGEMAKER_BIND_TO_PORT: '0',
  });
  while (!output().includes('listening at')) await after(20);
  child.kill('SIGTERM');
  expect(await exited()).toEqual({ code: 0, stderr: '' });
});

test('is a multi-model host if SageMaker says so', async () => {
  const models = await scratch();
  const url = join(models, 'abc', 'model');
  await cp(bundle, url, { recursive: true });
  const {
    child,
    url: host,
    lines,
    exited,
  } = await serve({
    SAGEMAKER_MULTI_MODEL: 'true',
    MODELS_DIRECTORY: models,
    MODEL_DIRECTORY: '/nothing/there',
  });
  expect((await fetch(`${host}/ping`)).status).toBe(200);
  const load = () =>
    fetch(`${host}/models`, { method: 'POST', body: JSON.stringify({ model_name: 'abc', url }) });
  expect([(await load()).status, (await load()).status]).toEqual([200, 409]);
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${host}/models/abc/invoke`, {
    method: 'POST',
    headers,
    body: '{"x":3}',
  });
  expect(await answer.json()).toEqual({ y: 6 });
  child.kill('SIGTERM');
  expect(await exited()).toEqual({ code: 0, stderr: '' });
  expect(lines()).toContainEqual(
    expect.objectContaining({ model: 'abc', url, msg: 'model loaded' }),
  );
});

test('says in one line that the port is taken', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void holder.close());
  await once(holder, 'listening');
  const { port } = holder.address() as { port: number };
  const { code, stderr } = await run(['serve'], { SAGEMAKER_BIND_TO_PORT: `${port}` }).exited();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    new RegExp(`^listen EADDRINUSE.* 127\\.0\\.0\\.1:${port}: another process listens there.*\\n$`),
  );
});

test('says in one line that model.onnx is missing', async () => {
  const directory = await scratch();
  await cp(bundle, directory, { recursive: true });
  await rm(join(directory, 'model.onnx'));
  const { code, stderr } = await run(['serve'], { MODEL_DIRECTORY: directory }).exited();
  expect(code).toBe(1);
  expect(stderr).toMatch(/^the model directory \S+ has no model\.onnx; .*\n$/);
});

test('says in one line that the model cannot be loaded', async () => {
  const directory = await scratch();
  await cp(bundle, directory, { recursive: true });
  await cp(join(bundle, 'model.json'), join(directory, 'model.onnx'));
  const environment = { MODEL_DIRECTORY: directory, SAGEMAKER_BIND_TO_PORT: '0' };
  const { code, stderr } = await run(['serve'], environment).exited();
  expect(code).toBe(1);
  expect(stderr).toMatch(/^\S+handler\.mjs could not load its model: .*\n$/);
});

test('lists the errors of the environment', async () => {
  const environment = { MODEL_DIRECTORY: '', SAGEMAKER_BIND_TO_PORT: 'http' };
  const { code, stderr } = await run(['serve'], environment).exited();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^the environment is not valid: MODEL_DIRECTORY .*SAGEMAKER_BIND_TO_PORT .*\n$/,
  );
});

test.each([[[]], [['train']], [['serve', 'more']]])('shows its usage for %j', async (args) => {
  const { code, stderr } = await run(args).exited();
  expect(code).toBe(2);
  expect(stderr).toMatch(/^usage: main serve .*\n$/);
});
