import type { Lengths } from '../inputs/inputs.ts';

/** One load that every system is put under. */
export interface Cell {
  readonly callers: number;
  readonly lengths: Lengths;
}

/** Such as `32 callers, short`. */
export function cellName({ callers, lengths }: Cell): string {
  return `${callers} caller${callers === 1 ? '' : 's'}, ${lengths}`;
}
