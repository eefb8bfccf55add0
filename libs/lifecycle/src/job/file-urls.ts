import type { AnswerFile } from '@pilotlight/contracts';
import type { StoredFile } from '../queue/ports.ts';
import type { JobPorts } from './ports.ts';

/**
 * The files of an answer, each with a URL that works for a while.
 * @throws CloudError
 */
export function withUrls(
  { objects }: Pick<JobPorts, 'objects'>,
  files: readonly StoredFile[],
): Promise<AnswerFile[]> {
  return Promise.all(
    files.map(async ({ key, ...file }) => {
      const { url, until } = await objects.urlToGet({ key });
      return { ...file, url, expiresAt: new Date(until).toISOString() };
    }),
  );
}
