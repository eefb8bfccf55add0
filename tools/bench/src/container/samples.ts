import { median } from '../statistics.ts';

/** The figures of one turn for one cell of the benchmark. */
export interface Sample {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly rssMiB: number;
}

/** All turns of one cell: medians, the maximum of the memory, and the range of the predictions per second. */
export interface Summary extends Sample {
  readonly leastPerSecond: number;
  readonly mostPerSecond: number;
}

/** The figures of the turns, by key. */
export class Samples {
  readonly #kinds = new Map<string, Sample[]>();

  add(key: string, sample: Sample): void {
    this.#kinds.set(key, [...(this.#kinds.get(key) ?? []), sample]);
  }

  /** Undefined for a key that was never measured. */
  summary(key: string): Summary | undefined {
    const samples = this.#kinds.get(key);
    if (!samples) return undefined;
    const middle = (field: keyof Sample) => median(samples.map((sample) => sample[field]));
    const perSecond = samples.map((sample) => sample.perSecond);
    return {
      perSecond: middle('perSecond'),
      leastPerSecond: Math.min(...perSecond),
      mostPerSecond: Math.max(...perSecond),
      p50Ms: middle('p50Ms'),
      p99Ms: middle('p99Ms'),
      rssMiB: Math.max(...samples.map(({ rssMiB }) => rssMiB)),
    };
  }
}
