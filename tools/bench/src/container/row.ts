import type { Lengths } from '../inputs/inputs.ts';
import type { ModelName } from '../models/bench-model.ts';

/** One line of the results, as `--json` writes it. */
export interface Row {
  readonly model: ModelName;
  readonly system: string;
  /** The system's fastest setting for this cell; for `limit` the plan: workers × threads × batch. */
  readonly setting: string;
  readonly callers: number;
  readonly lengths: Lengths;
  /** Median of the turns; the next two are their minimum and maximum. */
  readonly perSecond: number;
  readonly leastPerSecond: number;
  readonly mostPerSecond: number;
  /** For `limit`, the latency of one batch. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Memory of all its processes right after the load (proportional set size); maximum of the turns. */
  readonly rssMiB: number;
  /** From the start of the process to its first healthy check; median of the starts; null for `limit`. */
  readonly startMs: number | null;
  /** Without the model, and without Node or Python itself; null for `limit`. */
  readonly installMiB: number | null;
}
