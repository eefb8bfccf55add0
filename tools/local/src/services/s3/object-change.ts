/** A change of an object, for those who are notified. */
export interface ObjectChange {
  readonly bucket: string;
  readonly key: string;
  readonly event: 'ObjectCreated:Put' | 'ObjectRemoved:Delete';
  readonly at: Date;
  /** Hexadecimal; a later change of the same key has a larger one. */
  readonly sequencer: string;
  /** The new object. */
  readonly object?: { readonly bytes: number; readonly etag: string };
}

/** More changes in a millisecond than there can be. */
const PER_MILLISECOND = 4096;
const SEQUENCER_DIGITS = 18;

let last = 0;

export function nextSequencer(): string {
  last = Math.max(last + 1, Date.now() * PER_MILLISECOND);
  return last.toString(16).toUpperCase().padStart(SEQUENCER_DIGITS, '0');
}
