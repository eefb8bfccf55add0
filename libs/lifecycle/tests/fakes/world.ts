import { createActivity, type ActivityNotes, type Log, type ReaperPorts } from '../../src/index.ts';
import { FakeBlindMark } from './blind-mark.ts';
import { FakeClock } from './clock.ts';
import { FakeEndpoint } from './endpoint.ts';
import { FakeLedgers } from './ledgers.ts';
import { FakeStore } from './store.ts';
import { FakeUsage } from './usage.ts';

export const MODEL = 'entailment';

export const INTERVAL_SECONDS = 60;

/** One function instance: the shared cloud, with its own memory. */
export type Instance = ReaperPorts;

export interface LogLine {
  readonly level: Parameters<Log>[0];
  readonly event: string;
  readonly [field: string]: unknown;
}

function memoryNotes(): ActivityNotes {
  const notes = new Map<string, number>();
  return { read: (model) => notes.get(model), write: (model, at) => void notes.set(model, at) };
}

/** An in-memory cloud, and function instances in it. */
export function createWorld() {
  const clock = new FakeClock();
  const endpoint = new FakeEndpoint(clock);
  const store = new FakeStore();
  const usage = new FakeUsage(clock);
  endpoint.onInvoked = (model) => usage.record(model);
  const blindMark = new FakeBlindMark(endpoint);
  /** The next random number for back-off pauses. */
  const chance = { value: 0.5 };
  const ledgers = new FakeLedgers();
  const hosting: { instanceType: string; instances: number; ceilingSeconds?: number } = {
    instanceType: 'ml.m5.large',
    instances: 1,
  };
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
    endpoint,
    store,
    ledgers,
    hosting,
    schedule,
    clock,
    random: () => chance.value,
    log,
    usage,
    touch: createActivity({ store, clock, log, notes, intervalSeconds: INTERVAL_SECONDS }),
    blindMark,
  });
  const deadline = () => clock.now() + 900_000;
  return {
    clock,
    chance,
    endpoint,
    store,
    ledgers,
    hosting,
    schedule,
    usage,
    blindMark,
    lines,
    instance,
    deadline,
  };
}

export type World = ReturnType<typeof createWorld>;
