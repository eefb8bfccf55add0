import type { Outcome } from '../delete-orphan.ts';
import type { Found } from '../find-endpoints.ts';
import type { RunningCost } from '../running-cost.ts';

/** One endpoint, as in the output of `--json`; unknown members are left out. */
export interface Row extends RunningCost {
  readonly name: string;
  readonly status: string;
  /** When it was created, in ISO 8601. */
  readonly since: string;
  readonly table?: string;
  /** The endpoint's key in the table. */
  readonly key?: string;
  readonly verdict: Found['verdict']['kind'];
  readonly why: string;
  /** Only if a deletion was tried. */
  readonly outcome?: Outcome['outcome'];
}

export function rowOf(found: Found, cost: RunningCost, outcome?: Outcome): Row {
  const { sight, verdict } = outcome ?? found;
  const { endpoint, keeper, maker } = sight;
  return {
    name: endpoint.name,
    status: endpoint.status,
    since: new Date(endpoint.createdAt).toISOString(),
    ...(keeper ?? maker),
    ...cost,
    verdict: verdict.kind,
    why: verdict.why,
    ...(outcome ? { outcome: outcome.outcome } : {}),
  };
}

/** Whether there is something left to do: an orphan that is still there, or something that could not be read. */
export function isOpen({ verdict, outcome }: Row): boolean {
  return verdict === 'unknown' || (verdict === 'orphan' && outcome !== 'gone');
}
