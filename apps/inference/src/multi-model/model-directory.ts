import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { ProblemError } from '@pilotlight/contracts';

/**
 * The real path of the bundle at `url`, which must be under `root` after resolving links.
 * @throws ProblemError when it is elsewhere, or does not exist
 */
export async function modelDirectory(url: string, root: string): Promise<string> {
  if (!isAbsolute(url) || url.includes('\0')) throw refused(url, root);
  const [base, path] = await Promise.all([realpath(root), realpath(url)]).catch(() => {
    throw refused(url, root);
  });
  const inside = relative(base, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`)) throw refused(url, root);
  return path;
}

/** The same answer for all cases, so that a client cannot find out which files exist elsewhere. */
function refused(url: string, root: string): ProblemError {
  return new ProblemError(
    'request_invalid',
    `The url "${url}" is not valid; must be a directory under ${root}`,
  );
}
