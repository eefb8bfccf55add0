import type { ActivityNotes, BlindLooks } from '../ports.ts';

/**
 * Counts in memory and in the instance's notes, for the table is what can't be read. An instance that loses both
 * begins to count anew.
 */
export function createBlindLooks(notes: ActivityNotes): BlindLooks {
  const memory = new Map<string, number>();
  const noted = (model: string) => `blind looks at ${model}`;
  const keep = (model: string, count: number) => {
    memory.set(model, count);
    notes.write(noted(model), count);
  };
  return {
    add(model) {
      const count = (memory.get(model) ?? notes.read(noted(model)) ?? 0) + 1;
      keep(model, count);
      return count;
    },
    clear(model) {
      if (memory.get(model) !== 0) keep(model, 0);
    },
  };
}
