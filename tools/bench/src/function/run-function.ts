import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { WORK } from '../paths.ts';
import { onlyOne } from '../processes/only-one.ts';
import { median } from '../statistics.ts';
import { measureStart, type Start } from './measure-start.ts';
import { writeVariant } from './session-variant.ts';
import { START_MODELS, startModel, type StartModel } from './start-models.ts';
import { buildPrograms } from './start-programs.ts';
import type { StartRow } from './start-row.ts';
import { VARIANTS, type Variant } from './variants.ts';

export interface FunctionFindings {
  readonly rows: readonly StartRow[];
  /** One line for each variant that answers differently from the package. */
  readonly failures: readonly string[];
}

/**
 * Starts each model in every way, `runs` times in turns, so that a change of the machine's speed affects all of them.
 */
export async function runFunction(runs: number): Promise<FunctionFindings> {
  const folder = join(WORK, 'function');
  await mkdir(folder, { recursive: true });
  onlyOne(join(WORK, 'function.pid'));
  const programs = await buildPrograms();
  const rows: StartRow[] = [];
  const failures: string[] = [];
  for (const name of START_MODELS) {
    const model = await startModel(name);
    const bundles = new Map<Variant, string>();
    for (const [at, variant] of VARIANTS.entries()) {
      const to = join(folder, `${name.replace(' ', '-')}-${at}`);
      if (variant.session) await writeVariant(model, to, variant.session);
      bundles.set(variant, variant.session ? to : model.bundle);
    }
    const starts = new Map<Variant, Start[]>(VARIANTS.map((variant) => [variant, []]));
    // The first turn warms up the page cache and is not counted.
    for (let turn = 0; turn <= runs; turn++) {
      for (const variant of VARIANTS) {
        const bundle = bundles.get(variant) ?? model.bundle;
        const program = programs[variant.program];
        const start = await measureStart({ model, bundle, program, variant });
        if (turn > 0) starts.get(variant)?.push(start);
      }
      console.log(`${name}: ${turn} of ${runs} turns`);
    }
    const [expected] = starts.get(VARIANTS[0] as Variant) ?? [];
    for (const variant of VARIANTS) {
      const row = rowOf(model, variant, starts.get(variant) ?? [], expected);
      rows.push(row);
      if (row.sameAnswer !== false || variant.mayDiffer) continue;
      failures.push(`${name}: "${variant.name}" gives another answer than the package`);
    }
  }
  return { rows, failures };
}

/** They run without our own code. */
const OTHERS: readonly Variant['program'][] = ['bareSession', 'nothing'];

function rowOf(
  model: StartModel,
  variant: Variant,
  starts: readonly Start[],
  expected: Start | undefined,
): StartRow {
  const first = starts.map(({ firstAnswerMs }) => firstAnswerMs);
  return {
    model: model.name,
    mebibytes: model.mebibytes,
    variant: variant.name,
    runs: starts.length,
    firstAnswerMs: median(first),
    leastMs: Math.min(...first),
    mostMs: Math.max(...first),
    invocationMs: median(starts.map(({ invocationMs }) => invocationMs)),
    processorMs: median(starts.map(({ processorMs }) => processorMs)),
    sameAnswer: OTHERS.includes(variant.program)
      ? undefined
      : starts.every(({ base64 }) => base64 === expected?.base64),
    peakMiB: median(starts.map(({ peakMiB }) => peakMiB)),
  };
}
