import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Expected, Run } from './runs.ts';

const execute = promisify(execFile);

export interface Found {
  readonly outcome: Expected;
  readonly states: number;
  readonly seconds: number;
  /** The counterexample, step by step. */
  readonly trail: string;
}

const SOURCE = 'lifecycle.pml';

/** Deeper than any search goes: one that reaches it says so, and fails. */
const DEEPEST = 2_000_000;

/**
 * Searches all states of the model in `directory` for a counterexample, and stops at the first one.
 * @throws Error when the search could not be made, or was not exhaustive
 */
export async function search(directory: string, run: Run): Promise<Found> {
  const cwd = await mkdtemp(join(tmpdir(), 'pilotlight-model-'));
  const call = async (file: string, ...args: string[]) =>
    (await execute(file, args, { cwd, maxBuffer: 2 ** 28 })).stdout;
  const defines = Object.entries(run.defines).map(([name, value]) => `-D${name}=${value}`);
  try {
    // Spin and what it makes write beside the source.
    await cp(directory, cwd, { recursive: true });
    await call('spin', '-a', ...defines, SOURCE);
    const kind = run.formula ? ['-DNFAIR=3'] : ['-DSAFETY', '-DNOCLAIM'];
    // Not optimised: the compiler would take longer than it saves.
    await call('gcc', '-O0', '-w', ...kind, '-DMEMLIM=4000', '-o', 'pan', 'pan.c');
    const began = performance.now();
    // Weak fairness: a process that can always take a step eventually takes one.
    const fairly = run.formula ? ['-a', '-f', '-N', run.formula] : [];
    const told = await call('./pan', `-m${DEEPEST}`, '-w22', '-E', ...fairly);
    const seconds = (performance.now() - began) / 1000;
    const states = Number(/^\s*([\d.e+]+) states, stored/m.exec(told)?.[1]);
    const errors = Number(/errors: (\d+)/.exec(told)?.[1]);
    const cut = /max search depth too small|out of memory|memory limit/.test(told);
    if (cut || !Number.isFinite(states) || !Number.isFinite(errors)) {
      throw new Error(`${run.name}: the search was not exhaustive:\n${told}`);
    }
    const trail = errors > 0 ? await call('spin', '-t', '-p', '-g', ...defines, SOURCE) : '';
    return { outcome: errors > 0 ? 'breaks' : 'holds', states, seconds, trail };
  } finally {
    await rm(cwd, { recursive: true });
  }
}
