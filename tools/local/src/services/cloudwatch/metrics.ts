import type { CloudContext } from '../../cloud/context.ts';

/** One metric of `AWS/SageMaker`. */
export interface Metric {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

interface Datapoint {
  readonly at: number;
  readonly value: number;
}

/** How long values are kept; no alarm looks further back. */
const KEPT_MINUTES = 30;

/** The latest values of SageMaker's metrics. */
export class Metrics {
  readonly #context: CloudContext;
  readonly #values = new Map<string, Datapoint[]>();

  constructor(context: CloudContext) {
    this.#context = context;
  }

  /** Minutes in milliseconds: a minute lasts `scheduleMinuteSeconds` here, as in a schedule. */
  milliseconds(minutes: number): number {
    return minutes * this.#context.settings.scheduleMinuteSeconds * 1_000;
  }

  put(metric: Metric, value: number): void {
    const key = keyOf(metric);
    const values = this.#values.get(key) ?? [];
    this.#values.set(key, values);
    const oldest = Date.now() - this.milliseconds(KEPT_MINUTES);
    const kept = values.findIndex(({ at }) => at >= oldest);
    values.splice(0, kept < 0 ? values.length : kept);
    values.push({ at: Date.now(), value });
  }

  /** The average within `[start, end)`, in epoch milliseconds; undefined without a value. */
  average(metric: Metric, start: number, end: number): number | undefined {
    const found = (this.#values.get(keyOf(metric)) ?? []).filter(
      ({ at }) => at >= start && at < end,
    );
    if (found.length === 0) return undefined;
    return found.reduce((sum, { value }) => sum + value, 0) / found.length;
  }
}

function keyOf({ name, dimensions }: Metric): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([name, sorted]);
}
