import type { Lengths } from '../inputs/inputs.ts';

export const MODELS = ['entailment', 'bilstm'] as const;
export type ModelName = (typeof MODELS)[number];

/** A packed model with its requests. */
export interface BenchModel {
  readonly name: ModelName;
  /** Its unpacked bundle. */
  readonly bundle: string;
  /** The bodies of the requests, as JSON. */
  readonly bodies: Readonly<Record<Lengths, readonly string[]>>;
}
