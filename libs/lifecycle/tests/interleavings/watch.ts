import { LIMITS, type Prediction } from '@pilotlight/contracts';
import type { Standing } from '../../src/standing.ts';
import type { WakeRecord } from '../../src/wake-record.ts';
import type { FunctionRun } from './function-run.ts';
import type { Role } from './plan.ts';
import type { Simulation } from './simulation.ts';

export const IDLE_SECONDS = 240;

interface Use {
  /** When the endpoint answered. */
  readonly usedAt: number;
  /** When the function had returned the answer, or kept it. */
  readonly answeredAt: number;
}

/**
 * Sees everything that takes effect and holds it against the invariants. What is broken is kept, not thrown: it would
 * be thrown into the code under test, which catches errors.
 */
export class Watch {
  /** What is broken, the first first. */
  readonly broken: string[] = [];
  /** What has happened in this run, for the shares of what was exercised. */
  readonly seen = new Set<string>();
  /** Faults, failures and deeds by hand so far: what excuses another attempt. */
  troubles = 0;
  /** Accepted predictions by id, each with the number that was asked for and what a reader was told at last. */
  readonly accepted = new Map<string, { readonly number: number; told?: string }>();
  readonly #simulation: Simulation;
  readonly #invocations = new Map<string, number>();
  #wakes = 0;
  #createCalls = 0;
  #createsOfWake = 0;
  #byHand = 0;
  #uses: Use[] = [];

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  saw(what: string): void {
    this.seen.add(what);
  }

  break(what: string): void {
    this.broken.push(what);
  }

  trouble(what: string): void {
    this.troubles += 1;
    this.saw(what);
  }

  deletedByHand(): void {
    this.#byHand += 1;
    this.trouble('deleted by hand');
  }

  /**
   * A wake creates at most `LIMITS.wakeAttempts` endpoints, not counting those that were deleted by hand. A burst has one wake, and without trouble a wake calls
   * CreateEndpoint once: every further call is owed to one trouble.
   */
  createCalled(outcome: 'created' | 'exists', fails: boolean): void {
    this.#createCalls += 1;
    if (outcome === 'created') this.#created();
    if (this.#createCalls - this.#wakes > this.troubles) {
      this.break(
        `${this.#wakes} wakes called CreateEndpoint ${this.#createCalls} times, with ${this.troubles} troubles`,
      );
    }
    if (fails && outcome === 'created') this.trouble('creation failed');
  }

  #created(): void {
    this.saw('created');
    this.#createsOfWake += 1;
    if (this.#createsOfWake - this.#byHand <= LIMITS.wakeAttempts) return;
    this.break(`one wake created ${this.#createsOfWake} endpoints`);
  }

  wakeWritten(before: WakeRecord | undefined, { status }: WakeRecord): void {
    if (status === 'open' && before?.status !== 'open') {
      this.#wakes += 1;
      this.#createsOfWake = 0;
      this.#byHand = 0;
      this.saw('wake');
    }
    if (status === 'failed' && before?.status !== 'failed') this.saw('wake given up');
    if (status === 'idle' && before?.status === 'open') this.saw('wake completed');
  }

  /** One replay at a time has a prediction, and keeps its answer: without trouble the endpoint is asked once for it. */
  invoked(body: string): void {
    const times = (this.#invocations.get(body) ?? 0) + 1;
    this.#invocations.set(body, times);
    this.saw('invoked');
    if (times - 1 > this.troubles) {
      this.break(`the endpoint answered ${body} ${times} times, with ${this.troubles} troubles`);
    }
  }

  condemned(condemned: boolean, run: FunctionRun): void {
    this.saw(condemned ? 'condemned' : 'reprieved');
    if (condemned) run.condemnedAt = this.#simulation.now();
  }

  /**
   * What serves is deleted by the reaper only, after it has marked it, and never within the idle time of a use that a
   * function had answered before that mark. (One in between is answered by the endpoint, or parked and answered by the
   * next.) A use whose record DynamoDB did not take is not known to anybody, and does not count.
   */
  deleted(role: Role, standing: Standing, { condemnedAt }: FunctionRun): void {
    if (standing !== 'serving') return this.saw('deleted broken');
    this.saw('deleted idle');
    if (role !== 'reaper' || condemnedAt === undefined) {
      return this.break(`the ${role} deleted an endpoint in service without a mark`);
    }
    for (const { usedAt, answeredAt } of this.#uses) {
      const idle = (this.#simulation.now() - usedAt) / 1000;
      if (answeredAt < condemnedAt && idle <= IDLE_SECONDS) {
        this.break(`an endpoint was deleted ${idle} s after a use`);
      }
    }
  }

  /** A function has ended as it should. */
  returned({ usedAt, unrecorded }: FunctionRun): void {
    if (usedAt === undefined || unrecorded) return;
    this.#uses.push({ usedAt, answeredAt: this.#simulation.now() });
  }

  answered(number: number, output: unknown): void {
    const { number: found } = output as { number?: unknown };
    if (found !== number) this.break(`${number} was answered by ${JSON.stringify(output)}`);
  }

  /** Two who read a prediction that has finished read the same, and an error only where there was trouble. */
  told(id: string, prediction: Prediction): void {
    const entry = this.accepted.get(id);
    if (!entry) return;
    const { status, output, error } = prediction;
    const words = JSON.stringify({ status, output, error });
    if (entry.told !== undefined && entry.told !== words) {
      this.break(`of ${entry.number} was told first ${entry.told}, then ${words}`);
    }
    entry.told = words;
    if (status === 'succeeded') this.answered(entry.number, output);
    else if (this.troubles === 0) this.break(`${entry.number} failed for nothing: ${words}`);
    this.saw(status === 'succeeded' ? 'parked and answered' : 'parked and failed');
  }
}
