import { existsSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, WORK } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import { temporaryDirectory } from '../processes/temporary-directory.ts';
import type { Contender } from './contender.ts';
import { directoryMiB } from './directory-size.ts';

const DIST = join(ROOT, 'apps', 'inference', 'dist');

/** The container's built program, with its defaults only. */
export async function pilotlight(): Promise<Contender[]> {
  await runCommand(join(ROOT, 'node_modules', '.bin', 'nx'), ['build', 'inference'], {
    cwd: ROOT,
    environment: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false' },
  });
  // A fresh directory for each run: an earlier run may have measured its plans while the machine was busy.
  const plans = await mkdtemp(join(temporaryDirectory(), 'plans-'));
  const installMiB = await imageContextMiB();
  const environment = await imageEnvironment();
  return [
    {
      system: 'pilotlight',
      setting: 'its own measured plan',
      path: '/invocations',
      installMiB,
      listed: false,
      learnsAtFirst: true,
      sameWeights: () => true,
      spec: (model, port) => ({
        command: process.execPath,
        arguments: [join(DIST, 'main.mjs'), 'serve'],
        cwd: DIST,
        environment: {
          ...environment,
          HOST: '127.0.0.1',
          SAGEMAKER_BIND_TO_PORT: String(port),
          MODEL_DIRECTORY: model.bundle,
          PLAN_DIRECTORY: plans,
        },
        port,
        healthPath: '/ping',
        log: join(WORK, 'logs', `pilotlight-${model.name}.log`),
      }),
    },
  ];
}

/** The environment variables of the image, except PATH. */
async function imageEnvironment(): Promise<Record<string, string>> {
  const file = await readFile(join(ROOT, 'apps', 'inference', 'Dockerfile'), 'utf8');
  const [, set = ''] = /^ENV ((?:.*\\\n)*.*)$/m.exec(file) ?? [];
  const pairs = [...set.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]);
  return Object.fromEntries(pairs.filter(([name]) => name !== 'PATH')) as Record<string, string>;
}

/**
 * The size of the image's content besides Node: the program, and the modules of its lockfile without files for other
 * platforms. Modules that are only for other platforms are not installed here either.
 */
async function imageContextMiB(): Promise<number> {
  const lock = JSON.parse(await readFile(join(DIST, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  const modules = Object.keys(lock.packages)
    .filter((path) => path !== '')
    .map((path) => join(ROOT, path))
    .filter((path) => existsSync(path));
  const foreign = /\/bin\/napi-v6\/(?!linux\/x64(\/|$)|linux$)./;
  const sizes = await Promise.all([
    directoryMiB(DIST),
    ...modules.map((module) => directoryMiB(module, (path) => !foreign.test(path))),
  ]);
  return sizes.reduce((sum, size) => sum + size, 0);
}
