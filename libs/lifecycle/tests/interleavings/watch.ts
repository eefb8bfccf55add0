import { LIMITS, type Prediction } from '@pilotlight/contracts';
import type { JobOutcome } from '../../src/index.ts';
import type { Standing } from '../../src/endpoint/standing.ts';
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
  /** When the invocation was sent, or the wake completed. */
  readonly usedAt: number;
  /** When the function had returned. */
  readonly answeredAt: number;
}

/**
 * Observes every effect and checks the invariants. Violations are collected, not thrown: the code under test would
 * catch them.
 */
export class Watch {
  /** Violations, in order. */
  readonly broken: string[] = [];
  /** The things that were seen in this run, for the shares of `EXERCISED`. */
  readonly seen = new Set<string>();
  /** Number of faults, failures and manual changes so far: each allows one more attempt. */
  troubles = 0;
  /** How many reapers are running. */
  reapers = 0;
  /** Accepted predictions by id, with the number in their input and what a reader was last told. */
  readonly accepted = new Map<string, { readonly number: number; told?: string }>();
  readonly #simulation: Simulation;
  readonly #blind: () => boolean;
  readonly #auto: boolean;
  readonly #invocations = new Map<number, number>();
  readonly #asks = new Map<number, number>();
  readonly #failing = new Set<number>();
  readonly #answers = new Map<string, string>();
  #wakes = 0;
  #createCalls = 0;
  #createsOfWake = 0;
  #byHand = 0;
  #uses: Use[] = [];

  /**
   * @param blind whether the reaper can no longer read the table
   * @param auto whether an endpoint in use may be deleted because its function is cheaper
   */
  constructor(simulation: Simulation, blind: () => boolean, auto: boolean) {
    this.#simulation = simulation;
    this.#blind = blind;
    this.#auto = auto;
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
   * A wake creates at most `LIMITS.wakeAttempts` endpoints, plus one for each that was deleted by hand. A burst has one
   * wake, and without trouble a wake calls CreateEndpoint once: each further call needs one trouble.
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
   * A model that rests after a failed wake is not woken, unless another configuration is deployed. The completion of a
   * wake counts as a use.
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
    // The caller read its clock a few calls before this write.
    const rests = before !== undefined && before.restUntil > now;
    if (rests && before.configuration === record.configuration) {
      this.break(`a model was woken although it rests until ${before.restUntil}`);
    }
  }

  asked(number: number): void {
    this.#asks.set(number, (this.#asks.get(number) ?? 0) + 1);
  }

  /**
   * One replay at a time claims a prediction and stores its answer: without trouble, it is invoked once. If the
   * container fails on it, it is tried at most `LIMITS.replayAttempts` times per request of its caller.
   */
  invoked(number: number, fails: boolean): void {
    const times = (this.#invocations.get(number) ?? 0) + 1;
    this.#invocations.set(number, times);
    this.saw(fails ? 'the container failed' : 'invoked');
    if (fails) this.#failing.add(number);
    // The first invocation may have been the caller's own.
    const most = fails ? 1 + LIMITS.replayAttempts * (this.#asks.get(number) ?? 1) : 1;
    if (times - most <= this.troubles) return;
    this.break(`prediction ${number} was invoked ${times} times, with ${this.troubles} troubles`);
  }

  /** A prediction has one answer. */
  answerKept(id: string, outcome: JobOutcome): void {
    const words = JSON.stringify(outcome);
    const kept = this.#answers.get(id) ?? words;
    if (kept !== words) this.break(`${id} was answered with ${kept}, then with ${words}`);
    this.#answers.set(id, kept);
  }

  condemned(condemned: boolean, run: FunctionRun): void {
    this.saw(condemned ? 'condemned' : 'reprieved');
    if (condemned) run.condemnedAt = this.#simulation.now();
  }

  /**
   * An endpoint in service is deleted only by the reaper, after it has marked it, and never within the idle time of a
   * use that was answered before that mark. (A request after the mark is answered by this endpoint, or parked and
   * answered by the next.) A use that DynamoDB failed to record is visible in the metrics only, too late for the idle
   * time of these runs: it does not count. A reaper that can no longer read the table deletes without a mark.
   */
  deleted(role: Role, standing: Standing, run: FunctionRun): void {
    if (standing !== 'serving') return this.saw('deleted broken');
    const unseen = role === 'reaper' && run.condemnedAt === undefined && this.#blind();
    this.saw(unseen ? 'stopped unseen' : 'deleted idle');
    const condemnedAt = unseen ? this.#simulation.now() : run.condemnedAt;
    if (role !== 'reaper' || condemnedAt === undefined) {
      return this.break(`the ${role} deleted an endpoint in service without a mark`);
    }
    if (this.#auto) return;
    for (const { usedAt, answeredAt } of this.#uses) {
      const idle = (this.#simulation.now() - usedAt) / 1000;
      if (answeredAt < condemnedAt && idle <= IDLE_SECONDS) {
        this.break(`an endpoint was deleted ${idle} s after a use`);
      }
    }
  }

  /** A function has returned without an error. */
  returned({ usedAt, unrecorded }: FunctionRun): void {
    if (usedAt === undefined || unrecorded) return;
    this.#uses.push({ usedAt, answeredAt: this.#simulation.now() });
  }

  /**
   * A request whose endpoint is deleted during the invocation must be parked for the next endpoint, or answered by the
   * function; it fails only if the model itself fails in the function.
   */
  failed(number: number, error: unknown, { bereft, faults }: FunctionRun): void {
    this.saw('refused');
    const { code } = error as { readonly code?: string };
    const modelFailed = this.#failing.has(number);
    if (bereft && faults === 1 && code === 'model_error' && !modelFailed) {
      this.break(`the endpoint was deleted during request ${number}, and its caller got an error`);
    }
  }

  answered(number: number, output: unknown): void {
    const { number: found } = output as { number?: unknown };
    if (found !== number) this.break(`${number} was answered with ${JSON.stringify(output)}`);
  }

  /** All readers of a finished prediction get the same, and an error only after trouble. */
  told(id: string, prediction: Pick<Prediction, 'status' | 'output' | 'error'>): void {
    const entry = this.accepted.get(id);
    if (!entry) return;
    const { status, output, error } = prediction;
    // `retryAfterSeconds` counts from the time of reading.
    const said = error && { ...error, retryAfterSeconds: undefined };
    const words = JSON.stringify({ status, output, error: said });
    if (entry.told !== undefined && entry.told !== words) {
      this.break(`readers of ${entry.number} got ${entry.told}, then ${words}`);
    }
    entry.told = words;
    if (status === 'succeeded') this.answered(entry.number, output);
    else if (this.troubles === 0 && !this.#failing.has(entry.number))
      this.break(`${entry.number} failed without any trouble: ${words}`);
    this.saw(status === 'succeeded' ? 'parked and answered' : 'parked and failed');
  }
}
