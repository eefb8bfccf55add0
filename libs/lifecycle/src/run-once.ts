import { text } from 'node:stream/consumers';

/** A function's module, as Lambda loads it. */
interface FunctionModule {
  handler(event: unknown): Promise<unknown>;
}

/**
 * Runs a function once on this machine, with the event given on standard input, or with `event` when there is none,
 * and prints what it returned. What went wrong is printed with what to do about it, and the exit code is 1.
 */
export async function runOnce(load: () => Promise<FunctionModule>, event: unknown): Promise<void> {
  try {
    const given = process.stdin.isTTY ? '' : await text(process.stdin);
    const { handler } = await load();
    const outcome = await handler(given.trim() === '' ? event : JSON.parse(given));
    process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message}\nIt needs the surroundings that the Pulumi program makes; ` +
        '`npx nx serve local` runs everything.\n',
    );
    process.exitCode = 1;
  }
}
