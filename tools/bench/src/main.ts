import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArguments, USAGE, UsageError } from './arguments.ts';
import { runContainer } from './container/run-container.ts';
import { exitOnSignals } from './processes/running.ts';
import { bars } from './report/bars.ts';
import { barsTable, resultsTable, startsTable } from './report/tables.ts';
import { writeDocs } from './report/write-docs.ts';

/** @returns whether everything ran and answered right */
async function main(args: readonly string[]): Promise<boolean> {
  const options = parseArguments(args);
  // npm runs this in the repository's root, wherever it was called. That the file can be written is known at once.
  const json = options.json && resolve(process.env['INIT_CWD'] ?? '.', options.json);
  if (json) {
    await writeFile(json, '[]\n').catch((error: Error) => {
      throw new UsageError(`--json cannot be written: ${error.message}`);
    });
  }

  const { rows, failures } = await runContainer(options);
  if (json) await writeFile(json, `${JSON.stringify(rows, null, 2)}\n`);
  if (options.docs) await writeDocs(rows, commandLine(args));
  for (const table of [resultsTable(rows), startsTable(rows), barsTable(bars(rows))]) {
    console.log(`\n${table}`);
  }
  for (const failure of failures) console.error(`FAILED: ${failure}`);
  return failures.length === 0;
}

/** What a reader types to get the same; where someone's results went says nothing to others. */
function commandLine(args: readonly string[]): string {
  const without = args.filter((one, index) => args[index - 1] !== '--json' && !/^--json/.test(one));
  return ['npm run bench --', ...without].join(' ');
}

exitOnSignals();
try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  if (error instanceof UsageError) console.error(`bench: ${error.message}\n\n${USAGE}`);
  else console.error(error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
