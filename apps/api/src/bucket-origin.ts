import { byAsync } from '@pilotlight/contracts';
import type { PredictPorts } from '@pilotlight/lifecycle';
import type { Models } from './models.ts';

/**
 * The origin of presigned URLs, as the client of S3 makes them; undefined when no model has jobs, or it cannot be told now.
 * It is found at the first call, because most requests do not need it.
 */
export function createBucketOrigin(
  { objects, log }: Pick<PredictPorts, 'objects' | 'log'>,
  models: Models,
): () => Promise<string | undefined> {
  const needed = [...models.values()].some(({ deployed }) => byAsync(deployed));
  let found: string | undefined;
  return async () => {
    if (!needed) return undefined;
    try {
      found ??= new URL((await objects.urlToGet({ key: 'files/' })).url).origin;
    } catch (error) {
      log('warn', 'bucket_origin_not_known', { cause: String(error) });
    }
    return found;
  };
}
