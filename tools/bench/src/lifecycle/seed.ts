/** A seed for one purpose out of the run's, so that each purpose has numbers of its own (FNV-1a). */
export function seedOf(seed: number, purpose: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of purpose) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return hash | 0;
}
