import type { Job } from './job.ts';
import { RUNTIME_LIMITS } from './limits.ts';
import type { Plan } from './plan.ts';

/** What an idle worker is to do: run these, or ask again by then (no later, when it has nothing to wait for). */
export type Turn =
  { readonly run: readonly Job[] } | { readonly againInMilliseconds: number | undefined };

/**
 * The jobs that wait, first come first served, and the rule by which they run together.
 *
 * Jobs that wait while every worker is busy run together at no cost. A worker that is idle waits for more only while
 * others are about to come: when the invocations under way lately, shared among the workers, were more than wait now.
 * So a lone caller never waits.
 */
export class BatchQueue {
  readonly #jobs: Job[] = [];
  #bytes = 0;
  #peak = 0;
  #peakAt = 0;

  get length(): number {
    return this.#jobs.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @param underWay jobs that run now */
  push(job: Job, underWay: number, now: number): void {
    this.#jobs.push(job);
    this.#bytes += job.invocation.body.length;
    this.#peak = Math.max(this.#recentPeak(now), underWay + this.#jobs.length);
    this.#peakAt = now;
  }

  /** Jobs that were in a run whose worker was lost: they go first. */
  putBack(jobs: readonly Job[]): void {
    this.#jobs.unshift(...jobs);
    for (const { invocation } of jobs) this.#bytes += invocation.body.length;
  }

  /** @returns whether it was waiting */
  remove(job: Job): boolean {
    const index = this.#jobs.indexOf(job);
    if (index < 0) return false;
    this.#drop(index, 1);
    return true;
  }

  removeAll(): Job[] {
    return this.#drop(0, this.#jobs.length);
  }

  /** Those that nobody waits for any more: taken before `then`. */
  removeOlderThan(then: number): Job[] {
    const old = this.#jobs.filter(({ takenAt }) => takenAt < then);
    for (const job of old) this.remove(job);
    return old;
  }

  /**
   * @param idleSince since when the asking worker has had nothing to do
   * @param jobMilliseconds what each job of its latest run took
   */
  turn(plan: Plan, idleSince: number, now: number, jobMilliseconds: number): Turn {
    const [oldest] = this.#jobs;
    if (oldest === undefined) return { againInMilliseconds: undefined };
    const count = this.#fitting(this.#atOnce(plan, jobMilliseconds));
    const wanted = Math.min(plan.maxBatch, Math.ceil(this.#recentPeak(now) / plan.workers));
    const until = Math.max(oldest.takenAt, idleSince) + plan.maxDelayMilliseconds;
    const full = count < this.#jobs.length;
    if (!full && !oldest.alone && count < wanted && now < until) {
      return { againInMilliseconds: until - now };
    }
    return { run: this.#drop(0, count) };
  }

  /**
   * Where several wait, a worker takes several batches at once: between two of them it then neither waits for the next
   * nor wakes anybody. No more than its share of what waits, and only short ones: with long runs that saves nothing, and
   * one worker would keep jobs waiting that another could run.
   */
  #atOnce({ workers, maxBatch }: Plan, jobMilliseconds: number): number {
    const share = Math.floor(this.#jobs.length / (workers * maxBatch));
    const short = Math.floor(RUNTIME_LIMITS.atOnceMilliseconds / (maxBatch * jobMilliseconds));
    return maxBatch * Math.max(1, Math.min(share, short, RUNTIME_LIMITS.batchesAtOnce));
  }

  /** How many from the front may run together, by number and by bytes. */
  #fitting(most: number): number {
    let bytes = 0;
    let count = 0;
    for (const { invocation, alone } of this.#jobs) {
      if (alone) return Math.max(count, 1);
      bytes += invocation.body.length;
      if (count > 0 && bytes > RUNTIME_LIMITS.runBodyBytes) return count;
      count += 1;
      if (count === most) return count;
    }
    return count;
  }

  /** The most invocations under way lately; it halves in each of these times in which fewer come. */
  #recentPeak(now: number): number {
    return this.#peak * 2 ** (-(now - this.#peakAt) / RUNTIME_LIMITS.peakHalfLifeMilliseconds);
  }

  #drop(index: number, count: number): Job[] {
    const dropped = this.#jobs.splice(index, count);
    for (const { invocation } of dropped) this.#bytes -= invocation.body.length;
    return dropped;
  }
}
