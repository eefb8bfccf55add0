import { LIMITS } from '@pilotlight/contracts';
import { openBundle, startModelRuntime } from '@pilotlight/model-runtime';
import { buildApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { type Log, openLog } from './log/open-log.ts';
import { findBundle } from './multi-model/find-bundle.ts';
import { ModelHost } from './multi-model/model-host.ts';
import { runtimeOptions } from './runtime-options.ts';
import { SingleModel } from './single-model.ts';

/** Prints one line to stderr and exits: SageMaker shows the last lines of a container to its user. */
function fail(message: string, exitCode: number): never {
  process.stderr.write(`${message.replace(/\s*\n\s*/g, ' ')}\n`);
  process.exit(exitCode);
}

async function singleModel(config: Config, { logger }: Log): Promise<SingleModel> {
  const bundle = await openBundle(config.modelDirectory);
  const { workers } = config;
  const runtime = startModelRuntime(bundle, {
    ...runtimeOptions(bundle.manifest.name, config, logger),
    ...(workers === undefined ? {} : { workers }),
  });
  return new SingleModel(bundle.manifest, runtime);
}

function modelHost(config: Config, { logger }: Log): ModelHost {
  return new ModelHost({
    find: (url) => findBundle(url, config.modelsDirectory),
    workersPerModel: config.workers,
    start: (bundle, workers) =>
      startModelRuntime(bundle, {
        ...runtimeOptions(bundle.manifest.name, config, logger),
        workers,
        threadsPerWorker: bundle.manifest.tuning?.threadsPerWorker ?? 1,
      }),
  });
}

async function serve(): Promise<void> {
  const config = readConfig(process.env);
  const log = openLog(config.logLevel);
  const serving = config.multiModel ? modelHost(config, log) : await singleModel(config, log);
  const app = buildApp(serving, { config, log });

  let stopping = false;
  const drain = async (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.logger.info(`${signal}: answering requests in flight, accepting no new ones`);
    setTimeout(() => {
      log.logger.error(`still not drained after ${LIMITS.drainSeconds} s, giving up`);
      process.exit(1);
    }, LIMITS.drainSeconds * 1000).unref();
    await app.close();
    process.exit(0);
  };
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);

  const { host, port } = config;
  let address: string;
  try {
    // Listens before the model has loaded, so that a ping can say that it is loading.
    address = await app.listen({ host, port, listenTextResolver: (at) => `listening at ${at}` });
    if (serving instanceof SingleModel) await serving.loaded;
  } catch (error) {
    if (stopping) return;
    // Ends the threads before the process: exiting while a thread loads native code may abort the process.
    await app.close();
    throw error;
  }
  const what = serving instanceof SingleModel ? serving.title : 'a multi-model host';
  log.logger.info(`ready: ${what} at ${address}`);
}

const [command, ...rest] = process.argv.slice(2);
if (command !== 'serve' || rest.length > 0) {
  const given = process.argv.slice(2).join(' ');
  fail(`usage: main serve   (as SageMaker starts a container; given: ${given || 'nothing'})`, 2);
}
await serve().catch((error: NodeJS.ErrnoException) => {
  const taken = error.code === 'EADDRINUSE';
  fail(
    taken
      ? `${error.message}: another process listens there; set SAGEMAKER_BIND_TO_PORT to a free port`
      : error.message,
    1,
  );
});
