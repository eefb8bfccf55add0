import type { Job } from './job.ts';
import { RUNTIME_LIMITS } from '../limits.ts';
import type { Plan } from '../plan/plan.ts';

/** What an idle worker does next: run these jobs, or ask again after that time (undefined: the queue is empty). */
export type Turn =
  { readonly run: readonly Job[] } | { readonly againInMilliseconds: number | undefined };

/**
 * The FIFO queue of waiting jobs, and the rule for batching them.
 *
 * Jobs that queue up while every worker is busy are batched at no cost. An idle worker waits for more jobs only if more
 * are expected: if the recent peak of invocations in flight, divided by the workers, exceeds the jobs in the queue. So
 * a single caller never waits.
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

  /** @param underWay jobs that are running */
  push(job: Job, underWay: number, now: number): void {
    this.#jobs.push(job);
    this.#bytes += job.invocation.body.length;
    this.#peak = Math.max(this.#recentPeak(now), underWay + this.#jobs.length);
    this.#peakAt = now;
  }

  /** Puts the jobs of a lost worker's run back at the front. */
  putBack(jobs: readonly Job[]): void {
    this.#jobs.unshift(...jobs);
    for (const { invocation } of jobs) this.#bytes += invocation.body.length;
  }

  /** @returns whether it was in the queue */
  remove(job: Job): boolean {
    const index = this.#jobs.indexOf(job);
    if (index < 0) return false;
    this.#drop(index, 1);
    return true;
  }

  removeAll(): Job[] {
    return this.#drop(0, this.#jobs.length);
  }

  /** Removes the jobs that were taken before `then`: their callers have timed out. */
  removeOlderThan(then: number): Job[] {
    const old = this.#jobs.filter(({ takenAt }) => takenAt < then);
    for (const job of old) this.remove(job);
    return old;
  }

  /**
   * @param idleSince when the asking worker became idle
   * @param jobMilliseconds mean time per job of its latest run
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
   * With a long queue a worker takes several batches at once, which saves a round trip between threads per batch. It
   * takes at most half of its share of the queue: with all of it the answers come in bursts, and so do the next
   * requests. It takes only short batches, because jobs wait for this worker while another could run them.
   */
  #atOnce({ workers, maxBatch }: Plan, jobMilliseconds: number): number {
    const share = Math.floor(this.#jobs.length / (2 * workers * maxBatch));
    const short = Math.floor(RUNTIME_LIMITS.atOnceMilliseconds / (maxBatch * jobMilliseconds));
    return maxBatch * Math.max(1, Math.min(share, short, RUNTIME_LIMITS.batchesAtOnce));
  }

  /** How many jobs from the front fit into one run, by number and by bytes. */
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

  /** The recent peak of invocations in flight; decays by half every `peakHalfLifeMilliseconds`. */
  #recentPeak(now: number): number {
    return this.#peak * 2 ** (-(now - this.#peakAt) / RUNTIME_LIMITS.peakHalfLifeMilliseconds);
  }

  #drop(index: number, count: number): Job[] {
    const dropped = this.#jobs.splice(index, count);
    for (const { invocation } of dropped) this.#bytes -= invocation.body.length;
    return dropped;
  }
}
