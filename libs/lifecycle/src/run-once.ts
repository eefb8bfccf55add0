import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A function's module, as Lambda loads it. */
interface FunctionModule {
  handler(event: unknown): Promise<unknown>;
}

/** Reads a JSON file. Nx runs scripts in their project's folder, but relative paths start at the workspace root. */
const read = (file: string) =>
  JSON.parse(readFileSync(resolve(process.env.NX_WORKSPACE_ROOT ?? '.', file), 'utf8')) as unknown;

/**
 * Runs a function once on this machine and prints its result. The event is in the JSON file that the first argument
 * names, or else `event`. On an error it prints the message and what to do; the exit code is 1.
 */
export async function runOnce(load: () => Promise<FunctionModule>, event: unknown): Promise<void> {
  try {
    const file = process.argv[2];
    const given = file === undefined ? event : read(file);
    const { handler } = await load();
    process.stdout.write(`${JSON.stringify(await handler(given), null, 2)}\n`);
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message}\nRun \`npm start\` in another terminal, or \`npx nx serve local\` and ` +
        '`pulumi up -s local`: they create what it needs.\n',
    );
    process.exitCode = 1;
  }
}
