import {
  BUCKET,
  LIMITS,
  type FunctionModel,
  type RealtimeModel,
  type ServerlessModel,
} from '@pilotlight/contracts';
import type { Host, JobHost } from '@pilotlight/hosts';
import {
  createActivity,
  createSightings,
  createSpendMeter,
  type EndpointPort,
  type InstancePort,
  type PredictPorts,
  type ReapPorts,
} from '@pilotlight/lifecycle';
import { createWorld, SimulatedBlindMark, type Ended } from '@pilotlight/lifecycle/testing';
import { Random } from '../../inputs/random.ts';
import { ASSUMED } from '../assumptions.ts';
import { Timeline } from '../clock/timeline.ts';
import { ENDPOINT } from '../model.ts';
import { seedOf } from '../seed.ts';
import { STACK } from '../settings.ts';
import { endOf, YEAR } from '../traffic/calendar.ts';
import { FunctionPool } from './function-pool.ts';
import { Meter } from './meter.ts';
import { Network, type Process } from './network.ts';
import { SimulatedEndpoint, type Change } from './simulated-endpoint.ts';
import { SimulatedFunction } from './simulated-function.ts';
import { SimulatedJobs } from './simulated-jobs.ts';
import { SimulatedServerless } from './simulated-serverless.ts';
import { meterTable } from './table-units.ts';

const HOUR = 60 * 60 * 1000;

/** What each of the functions uses. */
export type Ports = PredictPorts & ReapPorts;

/** One simulated region of AWS: the services that the functions call, their latencies, failures and costs. */
export class SimulatedCloud {
  readonly timeline: Timeline;
  readonly endpoint: SimulatedEndpoint;
  /** The function that runs the model. */
  readonly lambda: SimulatedFunction;
  /** The serverless endpoint that runs it. */
  readonly serverless: SimulatedServerless;
  /** The asynchronous endpoint that runs it. */
  readonly jobs: SimulatedJobs;
  readonly meter = new Meter();
  readonly random: Random;
  readonly #world = createWorld();
  readonly #network: Network;
  readonly #blindMark: SimulatedBlindMark;

  /** The end of the simulated time, in epoch milliseconds. */
  readonly end: number;

  /** How long one run of the model takes. */
  readonly serviceMilliseconds: number;

  /** @param days how many days of the year are simulated */
  constructor(seed: number, days: number, serviceMilliseconds: number) {
    const { clock } = this.#world;
    this.end = endOf(days);
    this.serviceMilliseconds = serviceMilliseconds;
    clock.time = YEAR.start;
    this.timeline = new Timeline(clock);
    this.random = new Random(seedOf(seed, 'world'));
    this.#network = new Network(this.timeline, this.random);
    this.endpoint = new SimulatedEndpoint(clock, this.timeline, this.random, serviceMilliseconds);
    const { timeline, random, meter } = this;
    this.lambda = new SimulatedFunction({ timeline, random, meter, serviceMilliseconds });
    this.serverless = new SimulatedServerless({ timeline, random, meter, serviceMilliseconds });
    const { bucket } = this.#world;
    this.jobs = new SimulatedJobs({ clock, bucket, timeline, random, serviceMilliseconds });
    this.#blindMark = new SimulatedBlindMark(this.endpoint);
    this.endpoint.onInvoked = (endpoint) => this.#world.usage.record(endpoint);
    this.every(60, () => this.#tidyUp());
    this.#loseRecords();
  }

  get scheduleEnabled(): boolean {
    return this.#world.schedule.enabled;
  }

  /** The ports of one process, with memory of its own. */
  ports(process: Process): Ports {
    const { timeline } = this;
    const own = this.#world.instance();
    const log = () => undefined;
    const onCall = (method: string) => meterTable(this.meter, method);
    const store = this.#network.reach(process, 'DynamoDB', this.#world.store, onCall);
    const notes = new Map<string, number>();
    return {
      ...own,
      activity: store,
      wakes: store,
      predictions: store,
      keys: store,
      ledgers: this.#network.reach(process, 'DynamoDB', own.ledgers, onCall),
      endpoints: this.#network.reach<EndpointPort>(process, 'SageMaker', this.endpoint),
      host: this.#host(process),
      jobHost: this.#network.reach<JobHost>(process, 'SageMaker runtime', this.jobs),
      instances: this.#network.reach<InstancePort>(process, 'SageMaker', this.jobs),
      objects: this.#network.reach(process, 'S3', own.objects, (method) => {
        this.meter.object(method);
      }),
      schedule: this.#network.reach(process, 'EventBridge', own.schedule),
      usage: this.#network.reach(process, 'CloudWatch', own.usage),
      blindMark: this.#network.reach(process, 'SageMaker', this.#blindMark),
      random: () => this.random.next(),
      clock: timeline,
      log,
      touch: createActivity({
        store,
        clock: timeline,
        log,
        notes: { read: (key) => notes.get(key), write: (key, at) => notes.set(key, at) },
        intervalSeconds: STACK.activityIntervalSeconds,
      }),
      spends: store,
      sightings: createSightings(timeline),
      spending: createSpendMeter({
        store,
        clock: timeline,
        log,
        intervalSeconds: STACK.activityIntervalSeconds,
      }),
    };
  }

  #host(process: Process): Host {
    const endpoint = this.#network.reach<Host<RealtimeModel>>(
      process,
      'SageMaker runtime',
      this.endpoint,
    );
    const serverless = this.#network.reach<Host<ServerlessModel>>(
      process,
      'SageMaker runtime',
      this.serverless,
    );
    const lambda = this.#network.reach<Host<FunctionModel>>(process, 'Lambda', this.lambda);
    return {
      ask: (model, request) => {
        const { serving } = model;
        switch (serving.mode) {
          case 'function':
            return lambda.ask({ ...model, serving }, request);
          case 'serverless':
            return serverless.ask({ ...model, serving }, request);
          case 'realtime':
            return endpoint.ask({ ...model, serving }, request);
        }
      },
    };
  }

  /** A Lambda function; `create` is called for each of its instances. */
  function<Own>(size: { memoryMegabytes: number }, create: (process: Process) => Own) {
    const { timeline, random, meter } = this;
    const { memoryMegabytes } = size;
    return new FunctionPool<Own>({
      timeline,
      random,
      coldStartMilliseconds: () => ASSUMED.coldStartMilliseconds,
      bill: (milliseconds) => meter.function(memoryMegabytes, milliseconds),
      create,
    });
  }

  /** Calls `check` every `minutes` minutes while the schedule is enabled. */
  whileScheduled(minutes: number, check: () => Promise<void>): void {
    this.every(minutes, () => {
      if (this.scheduleEnabled) this.timeline.start(check);
    });
  }

  /** Calls `happen` every `minutes` minutes until the end. */
  every(minutes: number, happen: () => void): void {
    const next = (at: number) => {
      if (at > this.end) return;
      this.timeline.at(at, () => {
        next(at + minutes * 60_000);
        happen();
      });
    };
    next(YEAR.start + minutes * 60_000);
  }

  /** Calls `hear` for the state changes of the endpoint that requests wake. */
  onStateChange(hear: (change: Change) => Promise<void>): void {
    this.endpoint.onChange = (change) => this.#deliver(() => hear(change));
  }

  /** Calls `hear` for the notification that a job has ended. */
  onJobEnded(hear: (ended: Ended) => Promise<void>): void {
    this.jobs.onJobEnded = (ended) => this.#deliver(() => hear(ended));
  }

  /** Delivers an event as AWS does: mostly soon; sometimes late, twice or never. */
  #deliver(hear: () => Promise<void>): void {
    const { lostShare, doubledShare, lateShare, lateSeconds, promptSeconds } = ASSUMED.event;
    const { random, timeline } = this;
    const fate = random.next();
    const times = fate < lostShare ? 0 : fate < lostShare + doubledShare ? 2 : 1;
    for (let time = 0; time < times; time++) {
      const { least, most } = random.next() < lateShare ? lateSeconds : promptSeconds;
      const at = timeline.now() + random.integer(least * 1000, most * 1000);
      timeline.at(at, () => timeline.start(hear));
    }
  }

  /** Drops predictions that were fetched long ago, and spends that are too old to be read: saves memory and time. */
  #tidyUp(): void {
    const { store, ledgers, endpoint, lines, bucket } = this.#world;
    const fetched = this.timeline.now() - HOUR;
    for (const [id, { finishedAt }] of store.rows) {
      if (finishedAt === undefined || Date.parse(finishedAt) >= fetched) continue;
      store.rows.delete(id);
      for (const key of [`${BUCKET.inputs}${id}`, `${BUCKET.outputs}${id}.out`]) {
        bucket.objects.delete(key);
      }
    }
    const noted = [
      store.calls,
      ledgers.calls,
      endpoint.calls,
      this.endpoint.calls,
      bucket.calls,
      lines,
    ];
    for (const calls of noted) calls.length = 0;
    const kept = this.timeline.now() - LIMITS.spendKeptSeconds * 1000;
    for (const minutes of store.spends.values()) {
      for (const minute of minutes.keys()) if (minute < kept) minutes.delete(minute);
    }
  }

  #loseRecords(): void {
    for (let time = 0; time < ASSUMED.recordsLost; time++) {
      const at = this.random.integer(YEAR.start, this.end);
      this.timeline.at(at, () => void this.#world.store.activity.delete(ENDPOINT.key));
    }
  }
}
