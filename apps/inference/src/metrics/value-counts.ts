import { SERVER_LIMITS } from '../limits.ts';

/** One metric's values in CloudWatch's format: approximate values with counts, and exact statistics. */
export interface ValueCounts {
  readonly Values: readonly number[];
  readonly Counts: readonly number[];
  readonly Min: number;
  readonly Max: number;
  readonly Sum: number;
  readonly Count: number;
}

/** The smallest value that is distinguished from 0. */
const LEAST = 0.1;
/** Ratio of neighbouring values: each stands for values within 10 % of it. */
const STEP = 1.2;
/** The number of steps: they reach from `LEAST` beyond the longest invocation, and leave one value for 0. */
const STEPS = SERVER_LIMITS.embeddedMetricValues - 2;

/** Collects values between two lines of metrics, in bounded memory. */
export class ValueCounter {
  readonly #counts = new Map<number, number>();
  #min = Infinity;
  #max = -Infinity;
  #sum = 0;
  #count = 0;

  add(value: number): void {
    const step = stepOf(value);
    this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1);
    this.#min = Math.min(this.#min, value);
    this.#max = Math.max(this.#max, value);
    this.#sum += value;
    this.#count += 1;
  }

  /** Undefined when there was no value. */
  get counts(): ValueCounts | undefined {
    if (this.#count === 0) return undefined;
    const steps = [...this.#counts].sort(([one], [other]) => one - other);
    const within = (value: number) => Math.min(Math.max(value, this.#min), this.#max);
    return {
      Values: steps.map(([step]) => round(within(step < 0 ? 0 : LEAST * STEP ** step))),
      Counts: steps.map(([, count]) => count),
      Min: round(this.#min),
      Max: round(this.#max),
      Sum: round(this.#sum),
      Count: this.#count,
    };
  }
}

function stepOf(value: number): number {
  if (!(value >= LEAST / 2)) return -1;
  const step = Math.round(Math.log(value / LEAST) / Math.log(STEP));
  return Math.min(Math.max(step, 0), STEPS);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
