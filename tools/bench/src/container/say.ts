/** Prints a line of progress with the seconds since the start of the run. */
export function say(line: string): void {
  console.log(`${String(Math.round(performance.now() / 1000)).padStart(5)} s  ${line}`);
}
