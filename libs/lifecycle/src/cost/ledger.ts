import { LIMITS } from '@pilotlight/contracts';
import type { EndpointDescription } from '../ports.ts';
import { splitByDay } from '../utc-day.ts';

/** One endpoint in the ledger: its CreationTime, which no other has, and up to when its life is counted. */
export interface CountedLife {
  readonly createdAt: number;
  readonly countedTo: number;
}

/** How long the endpoints of one model have lived, in milliseconds; times in epoch milliseconds. */
export interface Ledger {
  /** When counting began. */
  readonly since: number;
  readonly awakeMilliseconds: number;
  /** Instance type → life times instances: another type from tomorrow on does not change what was spent until today. */
  readonly instanceMilliseconds: Readonly<Record<string, number>>;
  /** UTC day → life in it; the latest days that were lived in. */
  readonly days: Readonly<Record<string, number>>;
  /** The latest endpoints, oldest first. */
  readonly lives: readonly CountedLife[];
}

/** What one look at a model saw. */
export interface LedgerSight {
  /** Absent when there is none. */
  readonly endpoint?: Pick<EndpointDescription, 'status' | 'createdAt' | 'modifiedAt'> | undefined;
  readonly instanceType: string;
  /** How many instances the endpoint has. */
  readonly instances: number;
}

/** A failed endpoint keeps its name, but has lost its instances when it failed. */
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
 * The ledger after a look. It counts an endpoint from its CreationTime (billing begins a moment later, with the placement)
 * to the last look that saw it, so never too much; what it lived on after that look is not counted: the time that its
 * deletion took, and when somebody else deleted it, up to the time between two looks.
 *
 * Each endpoint is counted on from where it was counted to, so that looks may come twice, late and in any order, as long
 * as a late one is of the latest `LIMITS.livesRemembered` endpoints; one of an older endpoint is left out.
 * @param ledger as it was; undefined begins a new one
 * @param seenAt epoch milliseconds at which the endpoint was surely there: before it was described
 * @returns `ledger` itself when the look has nothing new
 */
export function accrue(ledger: Ledger | undefined, sight: LedgerSight, seenAt: number): Ledger {
  const { endpoint, instanceType, instances } = sight;
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
      [instanceType, (to - from) * instances],
    ]),
    days: latest(added(known.days, splitByDay(from, to))),
    lives: [...others, { createdAt, countedTo: to }]
      .sort((a, b) => a.createdAt - b.createdAt)
      .slice(-LIMITS.livesRemembered),
  };
}
