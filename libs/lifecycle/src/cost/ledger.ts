import { LIMITS } from '@pilotlight/contracts';
import type { EndpointDescription } from '../endpoint/ports.ts';
import { splitByDay } from './utc-day.ts';

/** One endpoint in the ledger: its unique CreationTime, and until when its awake time is counted. */
export interface CountedLife {
  readonly createdAt: number;
  readonly countedTo: number;
}

/** The awake time of one endpoint, each time that it existed. Durations are in milliseconds, times in epoch milliseconds. */
export interface Ledger {
  /** When counting began. */
  readonly since: number;
  readonly awakeMilliseconds: number;
  /** Instance type → awake time × instances, so that a later change of the type does not change past costs. */
  readonly instanceMilliseconds: Readonly<Record<string, number>>;
  /** UTC day → awake time in it; the latest `LIMITS.ledgerDays` days that have any. */
  readonly days: Readonly<Record<string, number>>;
  /** The latest `LIMITS.livesRemembered` endpoints, oldest first. */
  readonly lives: readonly CountedLife[];
}

/** One observation of an endpoint. */
export interface LedgerSight {
  /** Absent when there is no endpoint. */
  readonly endpoint?: Pick<EndpointDescription, 'status' | 'createdAt' | 'modifiedAt'> | undefined;
  readonly instanceType: string;
  readonly instanceCount: number;
}

/** A failed endpoint still exists by name, but has had no instances since it failed. */
function livedUntil(endpoint: NonNullable<LedgerSight['endpoint']>, seenAt: number): number {
  return endpoint.status === 'Failed' ? Math.min(seenAt, endpoint.modifiedAt) : seenAt;
}

function added(
  sums: Readonly<Record<string, number>>,
  parts: readonly (readonly [name: string, milliseconds: number])[],
): Record<string, number> {
  const result = { ...sums };
  for (const [name, milliseconds] of parts) result[name] = (result[name] ?? 0) + milliseconds;
  return result;
}

function latest(days: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(days).sort().slice(-LIMITS.ledgerDays));
}

/**
 * The ledger after an observation. An endpoint is counted from its CreationTime (billing begins a moment later, when
 * the instance is placed) until it was last seen. The time after that is not counted: the duration of its deletion,
 * or, when something else deleted it, at most the time between two observations.
 *
 * Counting is idempotent: an endpoint is counted from where its last observation ended. So observations may come twice,
 * late and in any order, as long as they are of the latest `LIMITS.livesRemembered` endpoints; others are ignored.
 * @param ledger undefined begins a new one
 * @param seenAt epoch milliseconds at which the endpoint certainly existed, taken before it was described
 * @returns `ledger` itself when there is nothing new
 */
export function accrue(ledger: Ledger | undefined, sight: LedgerSight, seenAt: number): Ledger {
  const { endpoint, instanceType, instanceCount } = sight;
  const known = ledger ?? {
    since: Math.min(seenAt, endpoint?.createdAt ?? seenAt),
    awakeMilliseconds: 0,
    instanceMilliseconds: {},
    days: {},
    lives: [],
  };
  if (!endpoint) return known;
  const { createdAt } = endpoint;
  const life = known.lives.find((one) => one.createdAt === createdAt);
  const [oldest] = known.lives;
  const forgotten =
    known.lives.length >= LIMITS.livesRemembered && createdAt < (oldest?.createdAt ?? 0);
  const from = life?.countedTo ?? createdAt;
  const to = livedUntil(endpoint, seenAt);
  if ((!life && forgotten) || to <= from) return known;
  const others = known.lives.filter((one) => one !== life);
  return {
    since: Math.min(known.since, createdAt),
    awakeMilliseconds: known.awakeMilliseconds + (to - from),
    instanceMilliseconds: added(known.instanceMilliseconds, [
      [instanceType, (to - from) * instanceCount],
    ]),
    days: latest(added(known.days, splitByDay(from, to))),
    lives: [...others, { createdAt, countedTo: to }]
      .sort((a, b) => a.createdAt - b.createdAt)
      .slice(-LIMITS.livesRemembered),
  };
}
