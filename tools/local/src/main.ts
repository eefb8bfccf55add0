import { join, relative, resolve } from 'node:path';
import { deploy } from './deploy.ts';
import { openLocalStack, type LocalStack } from './local-stack.ts';
import { consoleLog } from './log.ts';
import { serve } from './serve.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const [name = '', stack = 'local', ...others] = process.argv.slice(2);

const USAGE = `node src/main.ts start [STACK]   deploys a stack, by default "local", to this machine and shows its log
node src/main.ts serve [STACK]   starts an empty cloud and waits for \`pulumi up -s STACK\``;

/** Runs until Ctrl-C. @returns what to stop besides the cloud */
type Command = (local: LocalStack) => Promise<() => void>;

const start: Command = async (local) => {
  const { url } = await deploy(local);
  console.log(`\n  Pilotlight is at ${String(url)}\n  Ctrl-C stops it.\n`);
  return () => undefined;
};

const waitForEngine: Command = async (local) => {
  const { provider, exports, exportsFile } = await serve(local);
  console.log(`\n  An empty cloud waits for the Pulumi engine. In another terminal, at ${ROOT}:\n
source ${relative(ROOT, exportsFile)}    # which contains
${exports}
pulumi up -s ${local.stack}\n\n  Ctrl-C stops it and discards what was deployed.\n`);
  return () => provider.close();
};

async function main(command: Command): Promise<void> {
  const local = await openLocalStack({
    root: ROOT,
    stack,
    environmentDirectory: join(ROOT, '.pilotlight/env'),
    log: consoleLog(console.log),
  });
  const stopped = interrupted();
  try {
    const stop = await Promise.race([command(local), stopped]);
    await stopped;
    stop?.();
  } finally {
    await local.close();
  }
}

/** The same signal may arrive twice: the terminal sends it to the group, and the parent process forwards it. */
const SAME_SIGNAL_MS = 500;

/** Resolves at the first Ctrl-C, or when the terminal closes; a second Ctrl-C exits at once. */
function interrupted(): Promise<undefined> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const stop = () => {
      if (first === undefined) {
        first = performance.now();
        console.log('\n  Stopping.');
        resolve(undefined);
      } else if (performance.now() - first > SAME_SIGNAL_MS) {
        process.exit(1);
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  });
}

const command = { start, serve: waitForEngine }[name];
if (command && others.length === 0) {
  try {
    await main(command);
    process.exit(0);
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
} else {
  console.error(USAGE);
  process.exitCode = 2;
}
