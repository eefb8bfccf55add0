import type { Lengths } from '../inputs/inputs.ts';
import type { ModelName } from '../models/bench-model.ts';

/** One line of the results, as `--json` writes it. */
export interface Row {
  readonly model: ModelName;
  readonly system: string;
  /** Of the system's settings the fastest for this cell; for `limit` the plan: workers × threads × batch. */
  readonly setting: string;
  readonly callers: number;
  readonly lengths: Lengths;
  /** The median of the turns, and between what they lay. */
  readonly perSecond: number;
  readonly leastPerSecond: number;
  readonly mostPerSecond: number;
  /** For `limit`, of one batch. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of all its processes right after the load (proportional set size), the most of all turns. */
  readonly rssMiB: number;
  /** From the start of the process to the first good health check, the median; null for `limit`. */
  readonly startMs: number | null;
  /** Without the model, and without Node or Python itself; null for `limit`. */
  readonly installMiB: number | null;
}
