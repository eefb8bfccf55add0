import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';
import { ProblemError } from '@pilotlight/contracts';

/**
 * The real path of the bundle at `url`, which must lie under `root`, links followed.
 * @throws ProblemError when it lies elsewhere, or is not there
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

/** One answer for all, so that nobody learns what there is elsewhere. */
function refused(url: string, root: string): ProblemError {
  return new ProblemError(
    'request_invalid',
    `The url "${url}" is no directory under ${root}, from which alone models are loaded`,
  );
}
