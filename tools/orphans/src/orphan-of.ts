import { DECLARED_SUFFIX } from '@pilotlight/contracts';
import type { Sight } from './sight.ts';

const DECLARED = Object.values(DECLARED_SUFFIX);

/**
 * `orphan`: nothing will ever delete it. `unknown`: what would decide could not be read. `untagged`: only its name
 * looks like ours, so it is left alone.
 */
export interface Verdict {
  readonly kind: 'known' | 'orphan' | 'unknown' | 'untagged';
  readonly why: string;
}

/**
 * Whether an endpoint is an orphan. A wake writes its record before it creates the endpoint, and the functions that
 * wake exist before that. So a record or function that is missing after the endpoint was seen will not appear later.
 */
export function orphanOf({ endpoint, maker, keeper, memory, unread }: Sight): Verdict {
  if (endpoint.status === 'Deleting') return known('it is being deleted');
  if (DECLARED.some((suffix) => endpoint.name.endsWith(suffix))) {
    return known('Pulumi created it: `pulumi destroy` deletes it');
  }
  if (unread.length > 0) return { kind: 'unknown', why: unread.join('; ') };
  const owner = keeper ?? maker;
  if (!owner) return { kind: 'untagged', why: 'it has no tags that name its owner' };
  if (memory === 'no table') {
    return orphan(`its stack is gone: there is no table ${owner.table}`);
  }
  if (!keeper) return orphan(`no stack names it, although table ${owner.table} exists`);
  if (memory === 'missing') {
    return orphan(`table ${owner.table} has no record of the endpoint ${owner.key}`);
  }
  if (maker && maker.table !== keeper.table) {
    return known(`the stack of table ${keeper.table} has taken it over`);
  }
  return known(`it belongs to the stack of table ${keeper.table}`);
}

const known = (why: string): Verdict => ({ kind: 'known', why });
const orphan = (why: string): Verdict => ({ kind: 'orphan', why });
