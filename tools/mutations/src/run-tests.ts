import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** `broken`: something else than a test failed, so that nothing was shown. */
export type TestRun =
  | { readonly kind: 'passed'; readonly names: readonly string[] }
  /** The full name of the first test that failed. */
  | { readonly kind: 'failed'; readonly by: string }
  | { readonly kind: 'broken'; readonly why: string };

interface Report {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Runs test files of the project in `directory` until the first one fails. */
export async function runTests(root: string, directory: string, tests: readonly string[]) {
  const file = join(directory, 'report.json');
  rmSync(file, { force: true });
  const vitest = spawn(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      ...['run', '--bail=1', '--reporter=json', `--outputFile=${file}`],
      ...tests,
    ],
    { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let errors = '';
  vitest.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [code] = (await once(vitest, 'close')) as [number | null];
  return verdict(code, errors, file);
}

function verdict(code: number | null, errors: string, file: string): TestRun {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return { kind: 'broken', why: errors.trim().slice(-500) };
  }
  const assertions = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = assertions.find(({ status }) => status === 'failed');
  if (failed) return { kind: 'failed', by: failed.fullName };
  const passed = assertions.filter(({ status }) => status === 'passed');
  if (code === 0 && passed.length > 0) {
    return { kind: 'passed', names: passed.map(({ fullName }) => fullName) };
  }
  const message = report.testResults.find((result) => result.message)?.message;
  return { kind: 'broken', why: message ?? (errors.trim().slice(-500) || 'no test ran') };
}
