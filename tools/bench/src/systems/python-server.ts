import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { BenchModel } from '../models/bench-model.ts';
import { BILSTM_WEIGHTS } from '../models/build-model.ts';
import { PYTHON, WORK } from '../paths.ts';
import type { ServerSpec } from '../processes/server-process.ts';
import { temporaryDirectory } from '../processes/temporary-directory.ts';
import type { VirtualEnvironment } from '../python/virtual-environment.ts';

/** The settings that python/settings.py reads. */
export interface PythonSettings {
  /** Threads of each worker; 0 leaves the choice to the runtime. */
  readonly threads: number;
  /** 1 means no batching. */
  readonly maxBatch: number;
  readonly inThread?: boolean;
}

/** The largest batch of the peers: with 32 callers and two workers, all requests of one worker. */
export const PEER_BATCH = 16;

export interface PythonServer {
  readonly name: string;
  readonly venv: VirtualEnvironment;
  /** The arguments of Python; `PORT` stands for the port. */
  readonly arguments: readonly string[];
  readonly healthPath: string;
  readonly settings: PythonSettings;
}

/** A server of python/ with one worker per processor. Everything that would contact other machines is turned off. */
export function pythonServerSpec(
  server: PythonServer,
  model: BenchModel,
  port: number,
): ServerSpec {
  const { name, venv, settings } = server;
  return {
    command: venv.python,
    arguments: server.arguments.map((one) => (one === 'PORT' ? String(port) : one)),
    cwd: PYTHON,
    environment: {
      ...venv.environment,
      TMPDIR: temporaryDirectory(),
      BENCH_MODEL: model.name,
      BENCH_BUNDLE: model.bundle,
      BENCH_WEIGHTS: BILSTM_WEIGHTS,
      BENCH_PORT: String(port),
      BENCH_WORKERS: String(availableParallelism()),
      BENCH_THREADS: String(settings.threads),
      BENCH_MAX_BATCH: String(settings.maxBatch),
      BENCH_IN_THREAD: settings.inThread ? '1' : '0',
      BENTOML_DO_NOT_TRACK: 'True',
      BENTOML_HOME: join(WORK, 'home', 'bentoml'),
      HF_HUB_OFFLINE: '1',
      ORT_DISABLE_TELEMETRY: '1',
      TOKENIZERS_PARALLELISM: 'false',
    },
    port,
    healthPath: server.healthPath,
    log: join(WORK, 'logs', `${name}-${model.name}.log`),
  };
}
