const whole = (seconds: number) => Math.max(0, Math.round(seconds));

/** `m:ss`. */
export function clock(seconds: number): string {
  const all = whole(seconds);
  return `${Math.floor(all / 60)}:${String(all % 60).padStart(2, '0')}`;
}

/** In words: seconds below 90 seconds, else minutes. */
export function roughly(seconds: number): string {
  const all = whole(seconds);
  if (all < 90) return all === 1 ? '1 second' : `${all} seconds`;
  return `${Math.round(all / 60)} minutes`;
}

/** How long something took: below 10 seconds to a tenth. */
export function took(seconds: number): string {
  if (seconds >= 10) return roughly(seconds);
  return seconds < 0.1 ? 'less than 0.1 s' : `${seconds.toFixed(1)} s`;
}
