import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Tuning, violations } from '@pilotlight/contracts';
import { type Bundle, BUNDLE_FILES } from '../bundle.ts';
import { RUNTIME_LIMITS } from '../limits.ts';
import type { Plan } from './plan.ts';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Incremented when the way plans are measured changes. */
const PLAN_VERSION = 3;

/** The stored plan of an earlier start: one file per model and machine. */
export interface KeptPlan {
  /** Undefined when there is no plan, or it is broken or too old. */
  read(): Promise<Plan | undefined>;
  /** @throws Error when it cannot be written; the next start then measures again */
  write(plan: Plan): Promise<void>;
}

/**
 * @param directory where plans are stored; created when it is missing
 * @param circumstances everything else that the plan depends on: processors, overrides
 */
export async function keptPlan(
  directory: string,
  bundle: Bundle,
  circumstances: object,
): Promise<KeptPlan> {
  const path = join(directory, `plan-${await fingerprint(bundle, circumstances)}.json`);
  return {
    async read() {
      try {
        const { mtimeMs } = await stat(path);
        if (Date.now() - mtimeMs > RUNTIME_LIMITS.keptPlanDays * DAY_MILLISECONDS) return undefined;
        const kept: unknown = JSON.parse(await readFile(path, 'utf8'));
        return isPlan(kept) ? kept : undefined;
      } catch {
        return undefined;
      }
    },
    async write(plan) {
      await mkdir(directory, { recursive: true });
      // Atomic, because another start may read it at the same time.
      const partial = `${path}.${process.pid}`;
      await writeFile(partial, JSON.stringify(plan));
      await rename(partial, path);
    },
  };
}

async function fingerprint(
  { directory, manifest }: Bundle,
  circumstances: object,
): Promise<string> {
  const size = async (file: string) =>
    (await stat(join(directory, file)).catch(() => undefined))?.size;
  const facts = {
    version: PLAN_VERSION,
    manifest,
    modelBytes: await size(BUNDLE_FILES.model),
    handlerBytes: await size(BUNDLE_FILES.handler),
    processor: cpus()[0]?.model,
    node: process.version,
    ...circumstances,
  };
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
}

/** Others may be able to write to the directory: accept only values that a manifest could have. */
function isPlan(value: unknown): value is Plan {
  if (typeof value !== 'object' || value === null) return false;
  const { runOverheadInputs, ...tuning } = value as Record<keyof Plan, unknown>;
  const whole = Object.keys(Tuning.properties).every((key) => key in tuning);
  const overhead = Number.isFinite(runOverheadInputs) && (runOverheadInputs as number) >= 0;
  return whole && overhead && violations(Tuning, tuning).length === 0;
}
