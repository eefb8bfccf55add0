import { endpointOf, LIMITS } from '@pilotlight/contracts';
import type { Scheduler } from 'fast-check';
import { reap, sweep, sweepAlwaysOn, type ReplayPorts } from '../../src/index.ts';
import { Askers } from './askers.ts';
import { Cloud } from './cloud.ts';
import { act } from './act.ts';
import { Functions, TIMEOUT_SECONDS } from './functions.ts';
import { INTERVAL_SECONDS } from './instance.ts';
import { Moments } from './moments.ts';
import { blinding } from './disturb.ts';
import { planText, type Deed, type Plan } from './plan.ts';
import { Simulation } from './simulation.ts';
import { IDLE_SECONDS, Watch } from './watch.ts';

/** This long after traffic and faults have stopped, everything must be asleep. */
const CALM_SECONDS = 2 * 60 * 60;

/** How much later than `LIMITS.wakeOpenSeconds` a wake may end: a few scheduled runs, which may die or fail. */
const OVERDUE_SECONDS = 15 * 60;

/** A blind reaper waits for hours in which nothing else happens: it runs less often then, by this factor. */
const BLIND_PAUSE = 5;

/** How many of the latest lines of the trace are shown. */
const LINES_SHOWN = 150;

/** One run: a plan, and the scheduler that decides the order of events. */
export class Scenario {
  readonly plan: Plan;
  readonly #scheduler: Scheduler;

  constructor(scheduler: Scheduler, plan: Plan) {
    this.#scheduler = scheduler;
    this.plan = plan;
  }

  toString(): string {
    return planText(this.plan);
  }

  /**
   * @returns the things that were seen
   * @throws Error that says which invariant is broken, with the trace
   */
  async run(): Promise<ReadonlySet<string>> {
    // Errors are part of most runs. Their stacks are not used, and would take a quarter of the time.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return await new Run(this.#scheduler, this.plan).run();
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  }
}

class Run {
  readonly #plan: Plan;
  readonly #simulation: Simulation;
  readonly #watch: Watch;
  readonly #cloud: Cloud;
  readonly #functions: Functions;
  readonly #askers: Askers;
  readonly #trace: (readonly [at: number, what: string])[] = [];
  #calmSince = Infinity;

  constructor(scheduler: Scheduler, plan: Plan) {
    this.#plan = plan;
    this.#simulation = new Simulation(scheduler);
    this.#watch = new Watch(this.#simulation, () => this.#blind, plan.beside === 'auto');
    this.#cloud = new Cloud(plan, this.#simulation, this.#watch, {
      fired: () => this.#fire(),
      changed: (status) => this.#changed(status),
    });
    const moments = new Moments(plan);
    this.#functions = new Functions(
      this.#cloud,
      ({ role, name }, operation) => {
        this.#note(`${name} ${operation}`);
        if (this.#calm) return blinding(plan, role, operation);
        const { fault, deeds } = moments.meet(role, operation);
        for (const deed of deeds) this.#do(deed);
        if (fault) this.#trouble(fault.mishap);
        return fault;
      },
      this.#watch,
      plan,
    );
    this.#askers = new Askers(this.#cloud, this.#functions, this.#watch);
  }

  get #calm(): boolean {
    return this.#calmSince <= this.#simulation.now();
  }

  #note(what: string): void {
    this.#trace.push([this.#simulation.now(), what]);
  }

  #trouble(what: string): void {
    this.#note(`  ${what}`);
    this.#watch.trouble(what);
  }

  #fire(): void {
    this.#note('the schedule fires');
    const firedAt = this.#simulation.now();
    void this.#functions.runEvent('reaper', (ports) => {
      // As in the handler of the reaper function.
      const retried = this.#simulation.now() - firedAt > LIMITS.retriedEventSeconds * 1000;
      return reap(ports, this.#cloud.models, {
        activityIntervalSeconds: INTERVAL_SECONDS,
        retried,
      });
    });
    // As in the jobs function: each is swept, also when another's sweep fails.
    void this.#functions.runEvent('jobs', async (ports) => {
      const sweeps = await Promise.allSettled([this.#sweep(ports), ...this.#sweepsAlwaysOn(ports)]);
      for (const swept of sweeps) if (swept.status === 'rejected') throw swept.reason;
    });
  }

  #changed(status: 'InService' | 'Failed'): void {
    this.#note(`the event: ${status}`);
    // As in the handler of the jobs function.
    void this.#functions.runEvent('jobs', async (ports) => {
      if (status === 'InService') await ports.schedule.enable();
      await this.#sweep(ports);
    });
  }

  get #deadline(): number {
    return this.#simulation.now() + TIMEOUT_SECONDS.jobs * 1000;
  }

  #sweep(ports: ReplayPorts): Promise<unknown> {
    const { endpoint, models } = this.#cloud;
    return sweep(ports, endpoint, models, this.#deadline);
  }

  #sweepsAlwaysOn(ports: ReplayPorts): Promise<unknown>[] {
    const alone = this.#cloud.models.filter((model) => endpointOf(model) === undefined);
    return alone.map((model) => sweepAlwaysOn(ports, model, this.#deadline));
  }

  #do(deed: Deed): void {
    this.#note(`* ${deed.kind}`);
    this.#watch.saw(deed.kind);
    act(deed, {
      cloud: this.#cloud,
      functions: this.#functions,
      askers: this.#askers,
      fire: () => this.#fire(),
      trouble: (what) => this.#trouble(what),
    });
  }

  async run(): Promise<ReadonlySet<string>> {
    const { commands, tailSeconds } = this.#plan;
    let seconds = 0;
    for (const { when, deed } of commands) {
      if ('call' in when) continue;
      seconds += when.seconds;
      this.#simulation.after(seconds, () => this.#do(deed));
    }
    this.#calmSince = this.#simulation.now() + (seconds + tailSeconds) * 1000 + 1;
    const blindSeconds = this.#plan.blindness === 'none' ? 0 : IDLE_SECONDS + LIMITS.blindSeconds;
    if (blindSeconds > 0) {
      this.#simulation.after(seconds + tailSeconds, () => this.#cloud.rule.slowDown(BLIND_PAUSE));
    }
    const end = this.#calmSince + (CALM_SECONDS + blindSeconds) * 1000;
    await this.#simulation.run(end, () => this.#check());
    this.#checkEnd();
    this.#fail();
    return this.#watch.seen;
  }

  /**
   * When no function runs or will be retried, and there is an endpoint or an accepted prediction without an answer, the
   * schedule must be enabled: so nothing depends on another event or caller.
   */
  #check(): void {
    this.#fail();
    if (this.#openSeconds > LIMITS.wakeOpenSeconds + OVERDUE_SECONDS) {
      this.#watch.break(`a wake has been open for ${this.#openSeconds} s`);
    }
    if (this.#functions.underWay > 0 || this.#cloud.rule.enabled) return;
    if (this.#cloud.exists) this.#watch.break('there is an endpoint, and the schedule is disabled');
    if (this.#unanswered().length > 0) {
      this.#watch.break('an accepted prediction waits, and the schedule is disabled');
    }
    this.#fail();
  }

  /** How long a wake with an enabled schedule has been open. One without may stay open: no prediction was accepted. */
  get #openSeconds(): number {
    const { record } = this.#cloud.store.wakes.get(this.#cloud.endpoint.key) ?? {};
    if (record?.status !== 'open' || !record.scheduled) return 0;
    return (this.#simulation.now() - record.requestedAt) / 1000;
  }

  #unanswered(): number[] {
    const waiting = [...this.#watch.accepted].filter(
      ([id]) => this.#cloud.store.rows.get(id)?.finishedAt === undefined,
    );
    return waiting.map(([, { number }]) => number);
  }

  /** Whether the reaper can no longer read the table. */
  get #blind(): boolean {
    return this.#calm && this.#plan.blindness !== 'none';
  }

  /**
   * Once traffic has stopped, everything must be asleep, and every accepted prediction answered. A reaper that cannot
   * read the table stops the endpoint, but never the schedule.
   */
  #checkEnd(): void {
    const { rule, exists, store } = this.#cloud;
    const scheduled = rule.enabled && !this.#blind;
    if (!exists && !scheduled) this.#watch.saw('asleep at the end');
    if (exists) this.#watch.break('the endpoint was not deleted');
    if (scheduled) this.#watch.break('the schedule was not disabled');
    const unanswered = this.#unanswered();
    if (unanswered.length > 0) this.#watch.break(`without an answer: ${unanswered.join(', ')}`);
    for (const id of this.#watch.accepted.keys()) {
      const row = store.rows.get(id);
      if (row?.finishedAt !== undefined) this.#watch.told(id, row);
    }
  }

  #fail(): void {
    if (this.#watch.broken.length === 0) return;
    const [[start] = [0]] = this.#trace;
    const lines = this.#trace
      .slice(-LINES_SHOWN)
      .map(([at, what]) => `${((at - start) / 1000).toFixed(2)} ${what}`);
    throw new Error(`${this.#watch.broken.join('\n')}\n${lines.join('\n')}`);
  }
}
