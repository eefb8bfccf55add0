/** A function's module, as Lambda loads it. */
interface FunctionModule {
  handler(event: unknown): Promise<unknown>;
}

/**
 * Runs a function once on this machine, with the event given as the first argument (JSON), or with `event` when there
 * is none, and prints what it returned. What went wrong is printed with what to do about it, and the exit code is 1.
 */
export async function runOnce(load: () => Promise<FunctionModule>, event: unknown): Promise<void> {
  try {
    const { handler } = await load();
    const given = process.argv[2];
    const outcome = await handler(given === undefined ? event : JSON.parse(given));
    process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
  } catch (error) {
    process.stderr.write(
      `${(error as Error).message}\nRun \`npm start\` in another terminal, or \`npx nx serve local\` and ` +
        '`pulumi up -s local`: they make its surroundings.\n',
    );
    process.exitCode = 1;
  }
}
