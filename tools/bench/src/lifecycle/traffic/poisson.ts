import type { Random } from '../../inputs/random.ts';

const HOUR = 60 * 60 * 1000;

/** Times (epoch milliseconds) of independent requests between `from` and `to`. */
export function poisson(random: Random, from: number, to: number, perHour: number): number[] {
  const times: number[] = [];
  const gap = () => (-Math.log(1 - random.next()) / perHour) * HOUR;
  for (let at = from + gap(); at < to; at += gap()) times.push(at);
  return times;
}
