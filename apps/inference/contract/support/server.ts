import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as after } from 'node:timers/promises';
import getPort from 'get-port';
import type { TestProject } from 'vitest/node';
import { modelFile, modelName } from './model.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The container's URL, without a slash at the end. */
    readonly url: string;
  }
}

const START_SECONDS = 60;

/**
 * Runs the tests against the container at `CONTAINER_URL`, or else against `dist/main.mjs`, started here with the
 * bundle of `CONTAINER_MODEL` (default: entailment) on a free port and ended after the tests.
 * @throws Error when the build is missing, or the container does not become healthy
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['CONTAINER_URL'];
  if (given !== undefined) {
    project.provide('url', given.replace(/\/+$/, ''));
    return async () => undefined;
  }
  const main = fileURLToPath(new URL('../../dist/main.mjs', import.meta.url));
  const bundle = modelFile('dist/bundle');
  for (const [project, path] of [
    ['inference', main],
    [modelName, bundle],
  ] as const) {
    if (!existsSync(path)) throw new Error(`${path} is missing: run npx nx build ${project}`);
  }
  const port = await getPort({ host: '127.0.0.1' });
  const child = spawn(process.execPath, [main, 'serve'], {
    env: {
      ...process.env,
      MODEL_DIRECTORY: bundle,
      HOST: '127.0.0.1',
      SAGEMAKER_BIND_TO_PORT: `${port}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = `http://127.0.0.1:${port}`;
  await healthy(child, url);
  project.provide('url', url);
  return async () => {
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`the server ended with exit code ${code} after SIGTERM`);
  };
}

async function healthy(child: ChildProcess, url: string): Promise<void> {
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (written = `${written}${String(chunk)}`.slice(-4000)));
  }
  const deadline = performance.now() + START_SECONDS * 1000;
  while (child.exitCode === null && performance.now() < deadline) {
    const ping = await fetch(`${url}/ping`).catch(() => undefined);
    await ping?.arrayBuffer();
    if (ping?.status === 200) return;
    await after(20);
  }
  child.kill('SIGKILL');
  throw new Error(`the server is not healthy; it wrote:\n${written}`);
}
