import { words, type Cloud } from './cloud.ts';
import type { Found } from './find-endpoints.ts';
import { look, readKeeping } from './look.ts';
import { orphanOf } from './orphan-of.ts';

/** SageMaker does not delete an endpoint in one of these statuses. */
const ON_ITS_WAY = ['Creating', 'Updating', 'SystemUpdating', 'RollingBack'];

/** The outcome of deleting an orphan. `spared`: it is no longer an orphan. */
export interface Outcome extends Found {
  readonly outcome: 'deleting' | 'gone' | 'spared' | 'busy' | 'failed';
  readonly said: string;
}

/**
 * Starts the deletion of an orphan, after reading everything again: since it was found, a stack or another endpoint of
 * the same name may have been created.
 */
export async function deleteOrphan(cloud: Cloud, found: Found): Promise<Outcome> {
  const { name } = found.sight.endpoint;
  try {
    const endpoint = await cloud.describe(name);
    if (!endpoint) return { ...found, outcome: 'gone', said: 'is gone' };
    const sight = await look(cloud, endpoint, await readKeeping(cloud));
    const verdict = sight && orphanOf(sight);
    if (!verdict || verdict.kind !== 'orphan') {
      const now = { sight: sight ?? found.sight, verdict: verdict ?? NOT_OURS };
      return { ...now, outcome: 'spared', said: `was not deleted: ${now.verdict.why}` };
    }
    const current = { sight, verdict };
    if (ON_ITS_WAY.includes(endpoint.status)) return busy(current);
    switch (await cloud.delete(name)) {
      case 'deleting':
        return { ...current, outcome: 'deleting', said: 'is being deleted' };
      case 'absent':
        return { ...current, outcome: 'gone', said: 'is gone' };
      case 'in-progress':
        return busy(current);
    }
  } catch (error) {
    return { ...found, outcome: 'failed', said: `was not deleted: ${words(error)}` };
  }
}

const NOT_OURS = { kind: 'known', why: 'it is another endpoint of the same name' } as const;

function busy(found: Found): Outcome {
  const { status } = found.sight.endpoint;
  const said = `is ${status}, and SageMaker can't delete it now: run this again in a few minutes`;
  return { ...found, outcome: 'busy', said };
}
