import { isDeepStrictEqual } from 'node:util';
import type { Handler, Inputs } from './handler.ts';

/** What an update of a resource would do. */
export interface Changes {
  readonly changed: readonly string[];
  /** Those of `changed` that cannot change in place. */
  readonly replaces: readonly string[];
  /** The old resource must be deleted first, because the new one has the same fixed name. */
  readonly deleteBeforeReplace: boolean;
}

export interface Comparison {
  readonly before: Inputs;
  readonly after: Inputs;
  /** Inputs whose content changed although their value did not, such as a directory's. */
  readonly drifted: readonly string[];
  /** Whether the name was generated, so that a replacement gets a new one. */
  readonly autonamed: boolean;
}

/** Compares a resource's old inputs with its new ones. */
export function changesOf(
  handler: Handler,
  { before, after, drifted, autonamed }: Comparison,
): Changes {
  const ignored = handler.notCompared ?? [];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = keys.filter(
    (key) =>
      !ignored.includes(key) &&
      (drifted.includes(key) || !isDeepStrictEqual(before[key], after[key])),
  );
  const more = handler.replaces?.(after as never, changed) ?? [];
  const replaces = changed.filter((key) => [...handler.replaceOnChanges, ...more].includes(key));
  const name = handler.autoname?.property;
  return {
    changed,
    replaces,
    deleteBeforeReplace:
      replaces.length > 0 && name !== undefined && !autonamed && !changed.includes(name),
  };
}
