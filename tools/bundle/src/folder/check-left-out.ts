import { type Finding, findingsOf } from '../finding.ts';
import type { ModelFolder } from './read-folder.ts';

const leftOutWarning = findingsOf('file-left-out', 'warning');

/** Warns of files that the bundled handler names but that are left out of the bundle. */
export function checkLeftOut({ leftOut }: ModelFolder, handler = ''): Finding[] {
  const named = (file: string) =>
    ['"', "'", '`'].some((quote) => handler.includes(quote + file + quote));
  return leftOut
    .filter(named)
    .map((file) =>
      leftOutWarning(
        file,
        'is named by the handler, but is not in the bundle: it looks like a source, a document or a setting',
        'put it into a folder such as data/, where every file is packed',
      ),
    );
}
