import type { Host } from '@pilotlight/hosts';
import {
  createActivity,
  createSightings,
  createSpendMeter,
  type ActivityNotes,
  type Log,
  type PredictPorts,
  type ReapPorts,
} from '../src/index.ts';
import { SimulatedAlwaysOn } from './simulated-always-on.ts';
import { SimulatedAsync } from './simulated-async.ts';
import { SimulatedBlindMark } from './simulated-blind-mark.ts';
import { SimulatedBucket } from './simulated-bucket.ts';
import { SimulatedClock } from './simulated-clock.ts';
import { SimulatedSageMaker } from './simulated-sagemaker.ts';
import { SimulatedLedgers } from './simulated-ledgers.ts';
import { SimulatedStore } from './simulated-store.ts';
import { SimulatedUsage } from './simulated-usage.ts';

export const INTERVAL_SECONDS = 60;

/** One function instance: the shared cloud, with its own memory. */
export type Instance = PredictPorts & ReapPorts;

export interface LogLine {
  readonly level: Parameters<Log>[0];
  readonly event: string;
  readonly [field: string]: unknown;
}

function memoryNotes(): ActivityNotes {
  const notes = new Map<string, number>();
  return {
    read: (endpoint) => notes.get(endpoint),
    write: (endpoint, at) => void notes.set(endpoint, at),
  };
}

/** An in-memory cloud, and function instances in it. */
export function createWorld() {
  const clock = new SimulatedClock();
  const endpoint = new SimulatedSageMaker(clock);
  const lambda = new SimulatedAlwaysOn(clock);
  const serverless = new SimulatedAlwaysOn(clock);
  const bucket = new SimulatedBucket(clock);
  const asynchronous = new SimulatedAsync(clock, bucket);
  const host: Host = {
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
  const store = new SimulatedStore();
  const usage = new SimulatedUsage(clock);
  endpoint.onInvoked = (invoked) => usage.record(invoked);
  const blindMark = new SimulatedBlindMark(endpoint);
  /** The next random number for back-off pauses. */
  const chance = { value: 0.5 };
  const ledgers = new SimulatedLedgers();
  /** The ceiling of awake time; none at first. */
  const ceiling: { seconds: number | undefined } = { seconds: undefined };
  const lines: LogLine[] = [];
  const log: Log = (level, event, fields) => void lines.push({ level, event, ...fields });
  const schedule = {
    enabled: false,
    async enable() {
      endpoint.calls.push('enable');
      await endpoint.before.enable?.();
      this.enabled = true;
    },
    async disable() {
      endpoint.calls.push('disable');
      await endpoint.before.disable?.();
      this.enabled = false;
    },
  };
  const instance = (notes = memoryNotes()): Instance => ({
    host,
    jobHost: asynchronous,
    objects: bucket,
    endpoints: endpoint,
    instances: asynchronous,
    activity: store,
    wakes: store,
    predictions: store,
    keys: store,
    ledgers,
    ceilingSeconds: ceiling.seconds,
    schedule,
    clock,
    random: () => chance.value,
    log,
    usage,
    touch: createActivity({ store, clock, log, notes, intervalSeconds: INTERVAL_SECONDS }),
    blindMark,
    sightings: createSightings(clock),
    spending: createSpendMeter({ store, clock, log, intervalSeconds: INTERVAL_SECONDS }),
    spends: store,
  });
  const deadline = () => clock.now() + 900_000;
  return {
    clock,
    chance,
    endpoint,
    lambda,
    serverless,
    bucket,
    asynchronous,
    store,
    ledgers,
    ceiling,
    schedule,
    usage,
    blindMark,
    lines,
    instance,
    deadline,
  };
}

export type World = ReturnType<typeof createWorld>;
