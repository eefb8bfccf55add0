import { LIMITS } from '@pilotlight/contracts';
import { openBundle, startModelRuntime } from '@pilotlight/model-runtime';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';

/** One line on stderr, and the end: SageMaker shows a container's last lines, a person reads them. */
function fail(message: string, exitCode: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}

async function serve(): Promise<void> {
  const { modelDirectory, host, port } = readConfig(process.env);
  const bundle = await openBundle(modelDirectory);
  const runtime = startModelRuntime(bundle, {
    onWorkerLost: (error) => app.log.error({ err: error }, 'a worker was lost and is replaced'),
  });
  const app = buildApp(runtime, true);

  let stopping = false;
  const drain = async (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    app.log.info(`${signal}: answering what is in flight, taking nothing new`);
    setTimeout(() => {
      app.log.error(`still not drained after ${LIMITS.drainSeconds} s, giving up`);
      process.exit(1);
    }, LIMITS.drainSeconds * 1000).unref();
    await app.close();
    process.exit(0);
  };
  process.on('SIGTERM', drain);
  process.on('SIGINT', drain);

  let address: string;
  try {
    // Listens before the model has loaded, so that a ping is told how far it is.
    address = await app.listen({ host, port, listenTextResolver: (at) => `listening at ${at}` });
    await runtime.loaded;
  } catch (error) {
    if (stopping) return;
    // First the threads, then the process: its end under a thread that loads native code may be an abort.
    await app.close();
    throw error;
  }
  const { name, version } = bundle.manifest;
  app.log.info(`ready: ${name} ${version} at ${address}`);
}

const [command, ...rest] = process.argv.slice(2);
if (command !== 'serve' || rest.length > 0) {
  const given = process.argv.slice(2).join(' ');
  fail(`usage: main serve   (SageMaker starts a container so; given: ${given || 'nothing'})`, 2);
}
await serve().catch((error: NodeJS.ErrnoException) => {
  const taken = error.code === 'EADDRINUSE';
  fail(
    taken
      ? `${error.message}: something else listens there; set SAGEMAKER_BIND_TO_PORT`
      : error.message,
    1,
  );
});
