/** Tells how the run goes, each line with the seconds since its start. */
export function say(line: string): void {
  console.log(`${String(Math.round(performance.now() / 1000)).padStart(5)} s  ${line}`);
}
