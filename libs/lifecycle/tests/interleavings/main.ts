import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import * as fc from 'fast-check';
import { EXERCISED } from './exercised.ts';
import { scenarios } from './scenarios.ts';

interface Share {
  readonly seed: number;
  readonly runs: number;
}

interface Result {
  /** Thing → number of runs in which it was seen. */
  readonly seen: ReadonlyMap<string, number>;
  readonly failure?: string;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

async function check({ seed, runs }: Share): Promise<Result> {
  const seen = new Map<string, number>();
  const property = fc.asyncProperty(scenarios, async (scenario) => {
    for (const what of await scenario.run()) seen.set(what, (seen.get(what) ?? 0) + 1);
  });
  const details = await fc.check(property, { seed, numRuns: runs });
  if (!details.failed) return { seen };
  const { errorInstance } = details;
  const cause = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return { seen, failure: `${fc.defaultReportMessage(details) ?? 'failed'}\n${cause}` };
}

function inWorker(share: Share): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.once('message', resolve).once('error', reject);
  });
}

/** Runs `INTERLEAVINGS` interleavings on all processors, and prints what they exercised. */
async function main(): Promise<void> {
  const runs = Number(process.env.INTERLEAVINGS ?? 100_000);
  const seed = Number(process.env.INTERLEAVINGS_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const workers = availableParallelism();
  say(
    `${runs} interleavings on ${workers} processors; to repeat: INTERLEAVINGS_SEED=${seed} INTERLEAVINGS=${runs}`,
  );
  const start = performance.now();
  const each = Math.ceil(runs / workers);
  const shares = Array.from({ length: workers }, (_, index) => ({
    seed: seed + index,
    runs: each,
  }));
  const results = await Promise.all(shares.map(inWorker));
  const seconds = (performance.now() - start) / 1000;
  const made = each * workers;
  for (const { failure } of results) {
    if (failure === undefined) continue;
    process.exitCode = 1;
    say(failure);
  }
  if (process.exitCode === 1) return;
  say(`${made} passed in ${seconds.toFixed(0)} s, ${((1000 * seconds) / made).toFixed(2)} ms each`);
  const total = new Map<string, number>();
  for (const { seen } of results) {
    for (const [what, count] of seen) total.set(what, (total.get(what) ?? 0) + count);
  }
  for (const [what, count] of [...total].sort(([, a], [, b]) => b - a)) {
    say(`${((100 * count) / made).toFixed(2).padStart(7)} %  ${what}`);
  }
  for (const [what, least] of EXERCISED) {
    const share = (total.get(what) ?? 0) / made;
    if (share >= least) continue;
    process.exitCode = 1;
    say(`only ${100 * share} % of the runs saw "${what}"; must be at least ${100 * least} %`);
  }
}

if (isMainThread) await main();
else parentPort?.postMessage(await check(workerData as Share));
