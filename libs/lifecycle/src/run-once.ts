import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A function's module, as Lambda loads it. */
interface FunctionModule {
  handler(event: unknown): Promise<unknown>;
}

/** Nx runs a script in its project's folder; a relative path is meant from the workspace's root. */
const read = (file: string) =>
  JSON.parse(readFileSync(resolve(process.env.NX_WORKSPACE_ROOT ?? '.', file), 'utf8')) as unknown;

/**
 * Runs a function once on this machine, with the event in the JSON file that the first argument names, or with `event`
 * when there is none, and prints what it returned. What went wrong is printed with what to do about it, and the exit
 * code is 1.
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
        '`pulumi up -s local`: they make its surroundings.\n',
    );
    process.exitCode = 1;
  }
}
