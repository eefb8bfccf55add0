import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT, WORK } from '../paths.ts';
import type { Contender } from './contender.ts';
import { directoryMiB } from './directory-size.ts';

/** A bare Node server: the minimum between HTTP and the handler. */
export async function bareNode(): Promise<Contender[]> {
  return [
    {
      system: 'bare-node',
      setting: 'a process a processor',
      path: '/predict',
      installMiB: await directoryMiB(join(ROOT, 'node_modules', 'onnxruntime-node')),
      listed: false,
      sameWeights: () => true,
      spec: (model, port) => ({
        command: process.execPath,
        arguments: [fileURLToPath(new URL('./bare-node-server.ts', import.meta.url))],
        cwd: ROOT,
        environment: {
          NODE_ENV: 'production',
          ORT_DISABLE_TELEMETRY: '1',
          BUNDLE: model.bundle,
          PORT: String(port),
        },
        port,
        healthPath: '/ping',
        log: join(WORK, 'logs', `bare-node-${model.name}.log`),
      }),
    },
  ];
}
