import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArguments, USAGE, UsageError, type BenchArguments } from './arguments.ts';
import { runContainer } from './container/run-container.ts';
import { functionDocs } from './function/function-docs.ts';
import { runFunction } from './function/run-function.ts';
import { goalsTable, startTable } from './function/start-table.ts';
import { lifecycleTable } from './lifecycle/report/lifecycle-table.ts';
import { lifecycleDocs } from './lifecycle/report/lifecycle-docs.ts';
import { runLifecycle } from './lifecycle/run-lifecycle.ts';
import { exitOnSignals } from './processes/running.ts';
import { bars } from './report/bars.ts';
import { containerDocs } from './report/container-docs.ts';
import { barsTable, resultsTable, startsTable } from './report/tables.ts';
import { writeDocs, type DocsPage } from './report/write-docs.ts';

/** The results of a benchmark: for `--json`, for the terminal and for docs/benchmarks. */
interface Findings {
  readonly rows: readonly object[];
  readonly tables: readonly string[];
  /** One line for each failure or wrong answer. */
  readonly failures: readonly string[];
  readonly docs: () => Promise<DocsPage>;
}

async function measure(options: BenchArguments): Promise<Findings> {
  if (options.command === 'lifecycle') {
    const rows = await runLifecycle(options.seed);
    return { rows, tables: [lifecycleTable(rows)], failures: [], docs: () => lifecycleDocs(rows) };
  }
  if (options.command === 'function') {
    const { rows, failures } = await runFunction(options.runs);
    const tables = [goalsTable(rows), startTable(rows)];
    return { rows, tables, failures, docs: () => functionDocs(rows) };
  }
  const { rows, failures } = await runContainer(options);
  const tables = [resultsTable(rows), startsTable(rows), barsTable(bars(rows))];
  return { rows, tables, failures, docs: () => containerDocs(rows) };
}

/** @returns whether everything ran and answered correctly */
async function main(args: readonly string[]): Promise<boolean> {
  const options = parseArguments(args);
  // npm runs this in the repository's root, wherever it was called. Check now that the file can be written.
  const json = options.json && resolve(process.env['INIT_CWD'] ?? '.', options.json);
  if (json) {
    await writeFile(json, '[]\n').catch((error: Error) => {
      throw new UsageError(`the file of --json cannot be written: ${error.message}`);
    });
  }

  const { rows, tables, failures, docs } = await measure(options);
  if (json) await writeFile(json, `${JSON.stringify(rows, null, 2)}\n`);
  if (options.docs) await writeDocs(await docs(), commandLine(args));
  for (const table of tables) console.log(`\n${table}`);
  for (const failure of failures) console.error(`FAILED: ${failure}`);
  return failures.length === 0;
}

/** The command that reproduces the results, without `--json`, which does not affect them. */
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
