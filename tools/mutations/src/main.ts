import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { document, type Killed } from './document.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';
import { TestRunner, type TestRun } from './test-runner.ts';
import { unfilledNames } from './unfilled-names.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const PROJECT = join(ROOT, 'libs/lifecycle');
const PAGE = join(ROOT, 'docs/mutations.md');

const describe = ({ invariant, without }: Mutant) => `${invariant}  without ${without}`;

function tell(mutant: Mutant, run: TestRun): Killed | undefined {
  switch (run.kind) {
    case 'failed':
      console.log(`killed    ${describe(mutant)}\n            by "${run.by}"`);
      return { mutant, by: run.by };
    case 'passed':
      console.log(`ALIVE     ${describe(mutant)}: ${mutant.tests.join(', ')} passed`);
      return undefined;
    case 'broken':
      console.log(`BROKEN    ${describe(mutant)}: ${run.why}`);
      return undefined;
  }
}

/** @returns whether to write the page */
function docsWanted(): boolean {
  return parseArgs({ options: { docs: { type: 'boolean', default: false } } }).values.docs;
}

async function main(docs: boolean): Promise<number> {
  const runners = await Promise.all(
    Array.from({ length: availableParallelism() }, () => TestRunner.start(PROJECT)),
  );
  try {
    return await kill(runners, docs);
  } finally {
    await Promise.all(runners.map((runner) => runner.close()));
  }
}

async function kill(runners: readonly TestRunner[], docs: boolean): Promise<number> {
  const all = [...new Set(MUTANTS.flatMap(({ tests }) => tests))];
  const sound = await runners[0]?.run(all);
  if (sound?.kind !== 'passed') {
    console.error(`Without any mutant the tests do not pass: ${JSON.stringify(sound)}`);
    return 1;
  }
  const unfilled = unfilledNames(sound.names);
  if (unfilled.length > 0) {
    console.error(`These names of tests have an unfilled placeholder:\n${unfilled.join('\n')}`);
    return 1;
  }
  console.log(`sound     ${all.length} test files pass with nothing taken out`);
  const killed: (Killed | undefined)[] = [];
  const waiting = MUTANTS.entries();
  const work = async (runner: TestRunner) => {
    for (const [number, mutant] of waiting) {
      killed[number] = tell(mutant, await runner.run(mutant.tests, mutant));
    }
  };
  await Promise.all(runners.map(work));
  const dead = killed.filter((one) => one !== undefined);
  console.log(`${dead.length} of ${MUTANTS.length} mutants killed`);
  if (dead.length < MUTANTS.length) return 1;
  if (docs) {
    const options = { ...(await resolveConfig(PAGE)), filepath: PAGE };
    writeFileSync(PAGE, await format(document(dead), options));
  }
  return 0;
}

try {
  process.exitCode = await main(docsWanted());
} catch (error) {
  const usage = error instanceof TypeError;
  console.error(usage ? `${error.message}\nnpm run mutations -- [--docs]` : error);
  process.exitCode = usage ? 2 : 1;
}
