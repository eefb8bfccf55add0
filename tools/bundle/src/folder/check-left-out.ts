import { type Finding, findingsOf } from '../finding.ts';
import type { ModelFolder } from './read-folder.ts';

const leftOutWarning = findingsOf('file-left-out', 'warning');

/** Files that stay out of the bundle, though the bundled handler names them. */
export function checkLeftOut({ leftOut }: ModelFolder, handler = ''): Finding[] {
  const named = (file: string) =>
    ['"', "'", '`'].some((quote) => handler.includes(quote + file + quote));
  return leftOut
    .filter(named)
    .map((file) =>
      leftOutWarning(
        file,
        'is named by the handler, but is not in the bundle: it looks like a source, a document or a setting',
        'put it into a folder such as data/, of which every file is packed',
      ),
    );
}
