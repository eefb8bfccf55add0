import type { Lengths } from '../inputs/inputs.ts';

export const MODELS = ['entailment', 'bilstm'] as const;
export type ModelName = (typeof MODELS)[number];

/** A model that is ready to be served. */
export interface BenchModel {
  readonly name: ModelName;
  /** Its unpacked bundle. */
  readonly bundle: string;
  /** What is asked of it, as JSON. */
  readonly bodies: Readonly<Record<Lengths, readonly string[]>>;
}
