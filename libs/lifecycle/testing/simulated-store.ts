import { LIMITS, type MinuteSpend, type Spend } from '@pilotlight/contracts';
import type { HostRequest } from '@pilotlight/hosts';
import type {
  Activity,
  ActivityStore,
  BoundKey,
  ClaimedPrediction,
  Job,
  JobOutcome,
  KeyBinding,
  KeyStore,
  ParkedPrediction,
  PredictionStore,
  Release,
  SpendStore,
  WakeStore,
} from '../src/index.ts';
import { jobsOf } from '../src/queue/queue.ts';
import type { WakeRecord } from '../src/wake/wake-record.ts';

interface Row extends ParkedPrediction {
  queue?: string;
  request?: HostRequest;
  claim?: string;
  leaseUntil: number;
  expiresAt: number;
}

/** The time in which the queue index shows a row. */
interface Shown {
  readonly since: number;
  until: number;
}

export type Store = ActivityStore & WakeStore & PredictionStore & KeyStore & SpendStore;

/** The store in memory, with the same conditions as DynamoDB's. */
export class SimulatedStore implements Store {
  /** How far the queue index lags behind the rows. */
  indexLagMilliseconds = 0;
  readonly activity = new Map<string, unknown>();
  readonly wakes = new Map<string, { record: WakeRecord; version: number }>();
  readonly rows = new Map<string, Row>();
  readonly spends = new Map<string, Map<number, Spend>>();
  readonly keys = new Map<string, BoundKey & { expiresAt: number }>();
  /** Runs before a method does its work; may throw. */
  before: Partial<Record<keyof Store, () => Promise<void> | void>> = {};
  readonly calls: (keyof Store)[] = [];
  /** The latest assumed time; it applies only while it is still the recorded one. */
  readonly #assumed = new Map<string, number>();
  #claims = 0;
  readonly #queues = new Map<string, Map<string, Shown>>();

  #queue(model: string): Map<string, Shown> {
    const queue = this.#queues.get(model) ?? new Map<string, Shown>();
    this.#queues.set(model, queue);
    return queue;
  }

  async #call(method: keyof Store): Promise<void> {
    this.calls.push(method);
    await Promise.resolve();
    await this.before[method]?.();
  }

  async readActivity(endpoint: string): Promise<Activity> {
    await this.#call('readActivity');
    if (!this.activity.has(endpoint)) return { kind: 'missing' };
    const at = this.activity.get(endpoint);
    if (typeof at !== 'number' || at <= 0) return { kind: 'unreadable' };
    const assumed = this.#assumed.get(endpoint) === at;
    return { kind: 'used', lastUsedAt: at, ...(assumed ? { assumed } : {}) };
  }

  async recordActivity(endpoint: string, usedAt: number): Promise<void> {
    await this.#call('recordActivity');
    const at = this.activity.get(endpoint);
    if (at === undefined || (typeof at === 'number' && at < usedAt)) {
      this.activity.set(endpoint, usedAt);
    }
  }

  async assumeActivity(endpoint: string, usedAt: number): Promise<void> {
    await this.#call('assumeActivity');
    this.activity.set(endpoint, usedAt);
    this.#assumed.set(endpoint, usedAt);
  }

  async condemn(endpoint: string, lastUsedAt: number): Promise<boolean> {
    await this.#call('condemn');
    return this.activity.get(endpoint) === lastUsedAt;
  }

  async readWake(endpoint: string): Promise<{ record?: WakeRecord; version?: number }> {
    await this.#call('readWake');
    return { ...this.wakes.get(endpoint) };
  }

  async writeWake(
    endpoint: string,
    record: WakeRecord,
    version: number | undefined,
  ): Promise<number | undefined> {
    await this.#call('writeWake');
    if (this.wakes.get(endpoint)?.version !== version) return undefined;
    const next = (version ?? 0) + 1;
    this.wakes.set(endpoint, { record, version: next });
    return next;
  }

  async addSpend(endpoint: string, { requests, usd }: Spend, now: number): Promise<void> {
    await this.#call('addSpend');
    const minutes = this.spends.get(endpoint) ?? new Map<number, Spend>();
    const minute = Math.floor(now / 60_000) * 60_000;
    const before = minutes.get(minute) ?? { requests: 0, usd: 0 };
    minutes.set(minute, { requests: before.requests + requests, usd: before.usd + usd });
    this.spends.set(endpoint, minutes);
  }

  async readSpends(endpoint: string, since: number): Promise<MinuteSpend[]> {
    await this.#call('readSpends');
    const minutes = [...(this.spends.get(endpoint) ?? [])];
    return minutes.flatMap(([minute, spend]) => (minute >= since ? [{ minute, ...spend }] : []));
  }

  async bindKey({ model, key, id, fingerprint, now, insteadOf }: KeyBinding): Promise<BoundKey> {
    await this.#call('bindKey');
    const name = `${model}#${key}`;
    const found = this.keys.get(name);
    if (found && found.expiresAt > now && found.id !== insteadOf) {
      return { id: found.id, fingerprint: found.fingerprint };
    }
    const expiresAt = now + LIMITS.predictionKeptSeconds * 1000;
    this.keys.set(name, { id, fingerprint, expiresAt });
    return { id, fingerprint };
  }

  async park({ id, model, request, now }: Parameters<Store['park']>[0]): Promise<void> {
    await this.#call('park');
    this.#add({ id, model, request, queue: model }, now);
  }

  async addJob({ id, model, job, now }: Parameters<Store['addJob']>[0]): Promise<void> {
    await this.#call('addJob');
    this.#add({ id, model, job, queue: jobsOf(model) }, now);
  }

  #add(added: Pick<Row, 'id' | 'model' | 'request' | 'job'> & { queue: string }, now: number) {
    const { id, queue } = added;
    if (this.rows.has(id)) return;
    const createdAt = new Date(now).toISOString();
    const expiresAt = now + LIMITS.queuedKeptSeconds * 1000;
    const fresh = { status: 'queued', createdAt, attempts: 0, pauses: 0, leaseUntil: 0 } as const;
    this.rows.set(id, { ...added, ...fresh, expiresAt });
    this.#queue(queue).set(id, { since: now + this.indexLagMilliseconds, until: expiresAt });
  }

  async readPrediction(id: string, now: number): Promise<ParkedPrediction | undefined> {
    await this.#call('readPrediction');
    const row = this.rows.get(id);
    return row && row.expiresAt > now ? seen(row, now) : undefined;
  }

  #waiting(name: string, now: number): string[] {
    const queue = this.#queue(name);
    const ids: string[] = [];
    for (const [id, { since, until }] of queue) {
      if (until <= now) queue.delete(id);
      else if (since <= now || this.indexLagMilliseconds === 0) ids.push(id);
    }
    return ids.sort();
  }

  async queued(queue: string, now: number, after = ''): Promise<string[]> {
    await this.#call('queued');
    return this.#waiting(queue, now)
      .filter((id) => id > after)
      .slice(0, 100);
  }

  async countQueued(queue: string, now: number): Promise<number> {
    await this.#call('countQueued');
    return Math.min(this.#waiting(queue, now).length, LIMITS.queuedPredictions);
  }

  async claimPrediction(id: string, now: number): Promise<ClaimedPrediction | undefined> {
    await this.#call('claimPrediction');
    const row = this.rows.get(id);
    if (!row?.queue || row.leaseUntil > now) return undefined;
    const leaseUntil = now + LIMITS.replayLeaseSeconds * 1000;
    const claim = `claim-${++this.#claims}`;
    const claimed = { ...row, attempts: row.attempts + 1, leaseUntil, claim };
    this.rows.set(id, claimed);
    return { ...seen(claimed, now), claim, stored: row.request };
  }

  async readRequest({ stored }: ClaimedPrediction): Promise<HostRequest | undefined> {
    await this.#call('readRequest');
    return stored as HostRequest | undefined;
  }

  async releasePrediction(
    { id, claim, attempts, pauses }: ClaimedPrediction,
    { counted, notBefore, job, request }: Release,
  ): Promise<void> {
    await this.#call('releasePrediction');
    const row = this.rows.get(id);
    if (row?.claim !== claim) return;
    const { job: before, ...rest } = row;
    const facts = request
      ? { request }
      : { ...(before ? { job: before } : {}), ...(job ? { job } : {}) };
    const queue = request ? row.model : job ? jobsOf(row.model) : row.queue;
    this.rows.set(id, {
      ...rest,
      ...facts,
      ...(queue === undefined ? {} : { queue }),
      leaseUntil: notBefore ?? 0,
      attempts: counted ? attempts : attempts - 1,
      pauses: notBefore === undefined ? pauses : pauses + 1,
    });
    if (row.queue === undefined || queue === undefined || queue === row.queue) return;
    const shown = this.#queue(row.queue).get(id);
    if (!shown) return;
    this.#queue(row.queue).delete(id);
    this.#queue(queue).set(id, shown);
  }

  async answer(id: string, outcome: JobOutcome, now: number, job?: Job): Promise<boolean> {
    await this.#call('answer');
    const row = this.rows.get(id);
    if (!row?.queue) return false;
    this.rows.set(id, {
      ...withoutRequest(withoutClaim(row)),
      ...outcome,
      ...(job ? { job } : {}),
      status: 'error' in outcome ? 'failed' : 'succeeded',
      finishedAt: new Date(now).toISOString(),
      expiresAt: now + LIMITS.predictionKeptSeconds * 1000,
      leaseUntil: 0,
    });
    const shown = this.#queue(row.queue).get(id);
    if (shown) shown.until = now + this.indexLagMilliseconds;
    return true;
  }
}

const withoutClaim = ({ claim: _claim, ...rest }: Row): Row => rest;

const withoutRequest = ({ queue: _queue, request: _request, ...rest }: Row) => rest;

function seen(
  { queue, leaseUntil, expiresAt: _expiresAt, claim: _claim, request: _request, ...rest }: Row,
  now: number,
): ParkedPrediction {
  const running = leaseUntil > now || rest.job?.submittedAt !== undefined;
  return queue && running ? { ...rest, status: 'running' } : rest;
}
