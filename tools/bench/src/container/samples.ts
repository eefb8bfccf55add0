import { median } from '../statistics.ts';

/** What one turn found for one cell of the benchmark. */
export interface Sample {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly rssMiB: number;
}

/** Figures turn by turn, each kind under its own key. */
export class Samples {
  readonly #kinds = new Map<string, Sample[]>();

  add(key: string, sample: Sample): void {
    this.#kinds.set(key, [...(this.#kinds.get(key) ?? []), sample]);
  }

  /** Medians over the turns, and the most memory; undefined for what was never measured. */
  summary(key: string): Sample | undefined {
    const samples = this.#kinds.get(key);
    if (!samples) return undefined;
    const middle = (field: keyof Sample) => median(samples.map((sample) => sample[field]));
    return {
      perSecond: middle('perSecond'),
      p50Ms: middle('p50Ms'),
      p99Ms: middle('p99Ms'),
      rssMiB: Math.max(...samples.map(({ rssMiB }) => rssMiB)),
    };
  }
}
