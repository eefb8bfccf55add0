import { virtualEnvironment } from '../python/virtual-environment.ts';
import type { Contender } from './contender.ts';
import { directoryMiB } from './directory-size.ts';
import { pythonServerSpec } from './python-server.ts';
import { type ServerName, UNTUNED } from './system-names.ts';

/** The GPU files of PyPI's PyTorch, which a CPU-only image would not have. */
const GRAPHICS = /\/(nvidia|triton)\/|\/torch\/lib\/[^/]*(cuda|nvshmem)/;

/**
 * Flask and PyTorch in float under gunicorn behind nginx, with one worker per processor. Its entailment model has
 * random weights of the same shape, because the project ships only quantised ones.
 */
export function seedStack(): Promise<Contender[]> {
  return stack('seed-stack', 'one thread a worker', 1);
}

/** The same with PyTorch's default: each worker has as many threads as PyTorch chooses, which is one per processor. */
export function untunedSeedStack(): Promise<Contender[]> {
  return stack(UNTUNED, "PyTorch's own number of threads", 0);
}

async function stack(system: ServerName, setting: string, threads: number): Promise<Contender[]> {
  const venv = await virtualEnvironment('seed-stack');
  const installMiB = await directoryMiB(venv.sitePackages, (path) => !GRAPHICS.test(path));
  return [
    {
      system,
      setting,
      path: '/invocations',
      installMiB,
      listed: false,
      sameWeights: (model) => model === 'bilstm',
      spec: (model, port) =>
        pythonServerSpec(
          {
            name: system,
            venv,
            arguments: ['seed_stack_serve.py'],
            healthPath: '/ping',
            settings: { threads, maxBatch: 1 },
          },
          model,
          port,
        ),
    },
  ];
}
