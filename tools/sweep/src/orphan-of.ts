import type { Sight } from './sight.ts';

/**
 * `orphan`: nobody will ever put it out. `unknown`: what would tell could not be read. `untagged`: it has our kind of name
 * and no more, so that it is left alone.
 */
export interface Verdict {
  readonly kind: 'known' | 'orphan' | 'unknown' | 'untagged';
  readonly why: string;
}

/**
 * Whether an endpoint is left over. A wake writes its record before it creates the endpoint, and the functions that write
 * it are there before: what is missing after the endpoint was seen is missing for good.
 */
export function orphanOf({ endpoint, maker, keeper, memory, unread }: Sight): Verdict {
  if (endpoint.status === 'Deleting') return known('it is being deleted');
  if (unread.length > 0) return { kind: 'unknown', why: unread.join('; ') };
  const owner = keeper ?? maker;
  if (!owner) return { kind: 'untagged', why: 'it has no tags that say whose it is' };
  if (memory === 'no table') {
    return orphan(`its stack is gone: there is no table ${owner.table}`);
  }
  if (!keeper) return orphan(`no function looks after it, though table ${owner.table} is there`);
  if (memory === 'missing') {
    return orphan(`table ${owner.table} has no record of the model ${owner.model}`);
  }
  if (maker && maker.table !== keeper.table) {
    return known(`the stack of table ${keeper.table} has taken it over`);
  }
  return known(`the stack of table ${keeper.table} looks after it`);
}

const known = (why: string): Verdict => ({ kind: 'known', why });
const orphan = (why: string): Verdict => ({ kind: 'orphan', why });
