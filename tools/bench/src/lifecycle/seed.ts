/** Derives a seed for one purpose from the run's seed, so that each purpose has its own numbers (FNV-1a). */
export function seedOf(seed: number, purpose: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of purpose) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return hash | 0;
}
