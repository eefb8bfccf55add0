import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { RUNS } from './runs.ts';
import { search } from './search.ts';

const directory = fileURLToPath(new URL('.', import.meta.url));
/** Part of a run's name: only those, and the counterexample of each, step by step. */
const wanted = process.argv[2];

const print = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  for (const tool of ['spin', 'gcc']) {
    if (spawnSync(tool, ['--version']).error === undefined) continue;
    print(`${tool} is not installed. On Debian and Ubuntu: apt-get install spin gcc libc6-dev`);
    process.exitCode = 1;
    return;
  }
  const runs = RUNS.filter(({ name }) => wanted === undefined || name.includes(wanted));
  if (runs.length === 0) throw new Error(`no run has "${wanted}" in its name`);
  let wrong = 0;
  const waiting = runs.values();
  const work = async () => {
    for (const run of waiting) {
      const { outcome, states, seconds, trail } = await search(directory, run);
      const right = outcome === run.expected;
      if (!right) wrong += 1;
      const figures = `${states} states, ${seconds.toFixed(1)} s`;
      print(`${right ? 'ok  ' : 'FAIL'} ${outcome.padEnd(6)} ${run.name}: ${figures}`);
      if (wanted !== undefined || (!right && trail)) print(trail);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  print(`${runs.length - wrong} of ${runs.length} as they must be`);
  if (wrong > 0) process.exitCode = 1;
}

await main();
