import type { Cloud } from './cloud.ts';
import { look, readKeeping } from './look.ts';
import { orphanOf, type Verdict } from './orphan-of.ts';
import type { Sight } from './sight.ts';

/** One of our endpoints, with the verdict on it. */
export interface Found {
  readonly sight: Sight;
  readonly verdict: Verdict;
}

/**
 * All of our endpoints in the region, oldest first.
 * @throws Error of AWS when they can't be listed
 */
export async function findEndpoints(cloud: Cloud): Promise<Found[]> {
  const endpoints = await cloud.listEndpoints();
  const keeping = await readKeeping(cloud);
  const found: Found[] = [];
  // Sequentially, because SageMaker would throttle concurrent calls.
  for (const endpoint of endpoints.toSorted((a, b) => a.createdAt - b.createdAt)) {
    const sight = await look(cloud, endpoint, keeping);
    if (sight) found.push({ sight, verdict: orphanOf(sight) });
  }
  return found;
}
