import { LIMITS, type Prediction } from '@pilotlight/contracts';
import type { Outcome } from '../../src/index.ts';
import type { Standing } from '../../src/standing.ts';
import { overdue, type WakeRecord } from '../../src/wake/wake-record.ts';
import type { FunctionRun } from './function-run.ts';
import type { Role } from './plan.ts';
import type { Simulation } from './simulation.ts';

export const IDLE_SECONDS = 240;

const STATUS_WORDS: Readonly<Record<WakeRecord['status'], string>> = {
  open: 'wake',
  failed: 'wake given up',
  idle: 'wake completed',
  retired: 'retired',
};

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
  /** How many reapers are at work. */
  reapers = 0;
  /** Accepted predictions by id, each with the number that was asked for and what a reader was told at last. */
  readonly accepted = new Map<string, { readonly number: number; told?: string }>();
  readonly #simulation: Simulation;
  readonly #blind: () => boolean;
  readonly #invocations = new Map<number, number>();
  readonly #asks = new Map<number, number>();
  readonly #failing = new Set<number>();
  readonly #answers = new Map<string, string>();
  #wakes = 0;
  #createCalls = 0;
  #createsOfWake = 0;
  #byHand = 0;
  #uses: Use[] = [];

  /** @param blind whether the reaper can read the table no more */
  constructor(simulation: Simulation, blind: () => boolean) {
    this.#simulation = simulation;
    this.#blind = blind;
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

  /**
   * A model that rests after a failure is not woken, unless another configuration is deployed. A wake that completes counts
   * as a use.
   */
  wakeWritten(before: WakeRecord | undefined, record: WakeRecord, run: FunctionRun): void {
    const { status } = record;
    const now = this.#simulation.now();
    if (status === before?.status && record.requestedAt === before.requestedAt) return;
    this.saw(STATUS_WORDS[status]);
    if (before && status === 'failed' && overdue(before, now)) this.saw('wake overdue');
    if (status === 'idle' && !run.unrecorded) this.#uses.push({ usedAt: now, answeredAt: now });
    if (status !== 'open') return;
    if (this.reapers > 0) this.saw('wake beside a reap');
    this.#wakes += 1;
    this.#createsOfWake = 0;
    this.#byHand = 0;
    // The caller's clock was read some calls before it writes.
    const rests = before !== undefined && before.restUntil > now;
    if (rests && before.configuration === record.configuration) {
      this.break(`a model was woken that rests until ${before.restUntil}`);
    }
  }

  asked(number: number): void {
    this.#asks.set(number, (this.#asks.get(number) ?? 0) + 1);
  }

  /**
   * One replay at a time has a prediction, and keeps its answer: without trouble the container is asked once for it.
   * Where it fails, it is tried at most `LIMITS.replayAttempts` times for each time that its asker asks.
   */
  invoked(number: number, fails: boolean): void {
    const times = (this.#invocations.get(number) ?? 0) + 1;
    this.#invocations.set(number, times);
    this.saw(fails ? 'the container failed' : 'invoked');
    if (fails) this.#failing.add(number);
    // The first may have been the asker's own.
    const most = fails ? 1 + LIMITS.replayAttempts * (this.#asks.get(number) ?? 1) : 1;
    if (times - most <= this.troubles) return;
    this.break(
      `the container was asked ${times} times for ${number}, with ${this.troubles} troubles`,
    );
  }

  /** A prediction has one answer. */
  answerKept(id: string, outcome: Outcome): void {
    const words = JSON.stringify(outcome);
    const kept = this.#answers.get(id) ?? words;
    if (kept !== words) this.break(`of ${id} was kept first ${kept}, then ${words}`);
    this.#answers.set(id, kept);
  }

  condemned(condemned: boolean, run: FunctionRun): void {
    this.saw(condemned ? 'condemned' : 'reprieved');
    if (condemned) run.condemnedAt = this.#simulation.now();
  }

  /**
   * What serves is deleted by the reaper only, after it has marked it, and never within the idle time of a use that a
   * function had answered before that mark. (One in between is answered by the endpoint, or parked and answered by the
   * next.) A use whose record DynamoDB did not take is known to the metrics only, and to them too late for the idle time
   * of these runs: it does not count. A reaper that can read the table no more deletes without a mark.
   */
  deleted(role: Role, standing: Standing, run: FunctionRun): void {
    if (standing !== 'serving') return this.saw('deleted broken');
    const unseen = role === 'reaper' && run.condemnedAt === undefined && this.#blind();
    this.saw(unseen ? 'stopped unseen' : 'deleted idle');
    const condemnedAt = unseen ? this.#simulation.now() : run.condemnedAt;
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

  /** One whose endpoint vanished under it is asked again of the next one. */
  failed(number: number, error: unknown, { bereft, faults }: FunctionRun): void {
    this.saw('refused');
    const { code } = error as { readonly code?: string };
    if (bereft && faults === 1 && code === 'model_error') {
      this.break(`the endpoint vanished under ${number}, and its asker heard of an error`);
    }
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
    // When to ask again is counted from the reading.
    const said = error && { ...error, retryAfterSeconds: undefined };
    const words = JSON.stringify({ status, output, error: said });
    if (entry.told !== undefined && entry.told !== words) {
      this.break(`of ${entry.number} was told first ${entry.told}, then ${words}`);
    }
    entry.told = words;
    if (status === 'succeeded') this.answered(entry.number, output);
    else if (this.troubles === 0 && !this.#failing.has(entry.number))
      this.break(`${entry.number} failed for nothing: ${words}`);
    this.saw(status === 'succeeded' ? 'parked and answered' : 'parked and failed');
  }
}
