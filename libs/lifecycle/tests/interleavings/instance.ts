import { LIMITS } from '@pilotlight/contracts';
import type { Host } from '@pilotlight/hosts';
import {
  createActivity,
  createSightings,
  createSpendMeter,
  glancing,
  type EndpointPort,
  type Log,
} from '../../src/index.ts';
import type { ActivityNotes, Clock } from '../../src/index.ts';
import type { Instance as Ports, Store } from '../../testing/index.ts';
import type { Cloud } from './cloud.ts';
import { disturbed, never } from './disturb.ts';
import type { FunctionRun } from './function-run.ts';
import type { Fault, Operation, Role } from './plan.ts';

export const INTERVAL_SECONDS = 60;

const noJobs = () => Promise.reject(new Error('there are no jobs here'));

/** Jobs have interleavings of their own: `tests/job/interleavings`. */
const NO_JOBS = {
  jobHost: { submit: noJobs },
  objects: { head: noJobs, get: noJobs, put: noJobs, urlToPut: noJobs, urlToGet: noJobs },
  instances: { count: noJobs, request: noJobs },
};

/** The plan's fault for a call of an instance. */
export type Meet = (instance: Instance, operation: Operation) => Fault | undefined;

/** One function instance with its own memory and temporary files. As in Lambda, it has one event at a time. */
export class Instance {
  readonly role: Role;
  readonly name: string;
  readonly files: Map<string, number>;
  readonly ports: Ports;
  run: FunctionRun | undefined;
  readonly #cloud: Cloud;
  readonly #meet: Meet;
  #recordsNothingUntil = 0;

  constructor(
    cloud: Cloud,
    meet: Meet,
    role: Role,
    name: string,
    files = new Map<string, number>(),
  ) {
    this.#cloud = cloud;
    this.#meet = meet;
    this.role = role;
    this.name = name;
    this.files = files;
    const { simulation, rule, usage, ledgers, blindMark } = cloud;
    const clock: Clock = {
      now: () => simulation.now(),
      sleep: (milliseconds) => this.#sleep(milliseconds / 1000),
    };
    const log: Log = (_level, event) => {
      if (event !== 'activity_not_recorded') return;
      if (this.run) this.run.unrecorded = true;
      this.#recordsNothingUntil = simulation.now() + LIMITS.activityRetrySeconds * 1000;
    };
    const notes: ActivityNotes = {
      read: (key) => files.get(key),
      write: (key, at) => void files.set(key, at),
    };
    const store = this.#store();
    const { jobHost, objects, instances } = NO_JOBS;
    const asking = { endpoints: this.#endpoints(), host: this.#host() };
    const touch = createActivity({ store, clock, log, notes, intervalSeconds: INTERVAL_SECONDS });
    this.ports = {
      // As in the API's app.
      ...(role === 'api' ? glancing(asking, clock, LIMITS.glanceSeconds) : asking),
      jobHost,
      objects,
      instances,
      activity: store,
      wakes: store,
      predictions: store,
      keys: store,
      ledgers: {
        readLedgers: () => this.#call('readLedgers', () => ledgers.readLedgers()),
        writeLedger: (...given) => this.#call('writeLedger', () => ledgers.writeLedger(...given)),
      },
      ceilingSeconds: undefined,
      clock,
      random: () => 0.5,
      log,
      usage: {
        lastInvocation: (...given) =>
          this.#call('lastInvocation', () => usage.lastInvocation(...given)),
      },
      blindMark: {
        read: (...given) => this.#call('read mark', () => blindMark.read(...given)),
        write: (...given) => this.#call('write mark', () => blindMark.write(...given)),
        clear: (...given) => this.#call('clear mark', () => blindMark.clear(...given)),
      },
      schedule: {
        enable: () => this.#call('enable', () => rule.enable()),
        disable: () => this.#call('disable', () => rule.disable()),
      },
      sightings: createSightings(clock),
      // Every sum is written, so that faults can strike.
      spending: createSpendMeter({
        store,
        clock,
        log,
        intervalSeconds: INTERVAL_SECONDS,
        leastUsd: 0,
      }),
      spends: store,
      touch: (endpoint) => {
        if (this.run && simulation.now() < this.#recordsNothingUntil) this.run.unrecorded = true;
        return touch(endpoint);
      },
    };
  }

  async #sleep(seconds: number): Promise<void> {
    const { run } = this;
    await this.#cloud.simulation.pause(seconds, `${this.name} has slept`);
    if (!run?.running) await never();
  }

  /** The scheduler picks when each call takes effect, atomically. A function that has ended gets no result. */
  async #call<T>(operation: Operation, work: (run: FunctionRun) => Promise<T>): Promise<T> {
    const { run } = this;
    if (!run?.running) return never();
    const fault = this.#meet(this, operation);
    if (fault) run.faults += 1;
    const { simulation } = this.#cloud;
    await simulation.turn(`${this.name} ${operation}`);
    // A call of a function that has died meanwhile takes effect; a frozen one had not sent it yet.
    if (run.frozen) return never();
    const effect = () => work(run);
    const travel = {
      pause: (seconds: number) => simulation.pause(seconds, `${this.name} ${operation} continues`),
      die: () => run.die(),
      vanish: () => {
        run.bereft ||= operation === 'invoke';
        this.#cloud.vanish();
      },
    };
    try {
      return (await (fault ? disturbed(operation, fault, effect, travel) : effect())) as T;
    } finally {
      if (!run.running) await never();
    }
  }

  #endpoints(): EndpointPort {
    const raw = this.#cloud.endpointFor(this.role);
    return {
      sizeOf: (...given) => this.#call('sizeOf', () => this.#cloud.sageMaker.sizeOf(...given)),
      describe: () => this.#call('describe', () => raw.describe()),
      create: () => this.#call('create', () => raw.create()),
      update: () => Promise.reject(new Error('there are no deployments here')),
      delete: () => this.#call('delete', (run) => raw.delete(run)),
    };
  }

  #host(): Host {
    const raw = this.#cloud.endpointFor(this.role);
    return {
      ask: (model, request) => {
        const { serving } = model;
        if (serving.mode === 'function') {
          return this.#call('invoke function', () => this.#cloud.invokeFunction(request));
        }
        if (serving.mode === 'serverless') {
          return this.#call('invoke serverless', () => this.#cloud.invokeServerless(request));
        }
        const askedAt = this.#cloud.simulation.now();
        return this.#call('invoke', (run) => raw.ask(askedAt, run, { ...model, serving }, request));
      },
    };
  }

  #store(): Store {
    const { store } = this.#cloud;
    const watched = this.#cloud.watchedStore;
    return {
      readActivity: (...given) => this.#call('readActivity', () => store.readActivity(...given)),
      recordActivity: (...given) =>
        this.#call('recordActivity', () => store.recordActivity(...given)),
      assumeActivity: (...given) =>
        this.#call('assumeActivity', () => store.assumeActivity(...given)),
      condemn: (...given) => this.#call('condemn', (run) => watched.condemn(run, ...given)),
      readWake: (...given) => this.#call('readWake', () => store.readWake(...given)),
      writeWake: (...given) => this.#call('writeWake', (run) => watched.writeWake(run, ...given)),
      bindKey: (...given) => this.#call('bindKey', () => store.bindKey(...given)),
      park: (...given) => this.#call('park', () => store.park(...given)),
      addJob: noJobs,
      readPrediction: (...given) =>
        this.#call('readPrediction', () => store.readPrediction(...given)),
      queued: (...given) => this.#call('queued', () => store.queued(...given)),
      countQueued: (...given) => this.#call('countQueued', () => store.countQueued(...given)),
      claimPrediction: (...given) =>
        this.#call('claimPrediction', () => store.claimPrediction(...given)),
      readRequest: (...given) => this.#call('readRequest', () => store.readRequest(...given)),
      releasePrediction: (...given) =>
        this.#call('releasePrediction', () => store.releasePrediction(...given)),
      answer: (...given) => this.#call('answer', () => watched.answer(...given)),
      addSpend: (...given) => this.#call('addSpend', () => store.addSpend(...given)),
      readSpends: (...given) => this.#call('readSpends', () => store.readSpends(...given)),
    };
  }
}
