import { extract } from 'tar';
import { isFile, leadsOut, wrapperOf } from './check-entries.ts';
import type { ArchiveEntry } from './read-entries.ts';

/**
 * Unpacks the regular files of the archive `file` into the empty `directory`, without the directory that wraps them, if
 * there is one. Skips links and paths outside the root.
 */
export async function unpackArchive(
  file: string,
  entries: readonly ArchiveEntry[],
  directory: string,
): Promise<void> {
  await extract({
    file,
    cwd: directory,
    strip: wrapperOf(entries)?.split('/').length ?? 0,
    filter: (path, entry) => 'type' in entry && isFile(String(entry.type)) && !leadsOut(path),
    // Readable whatever the archive's mode is: wrong modes have their own findings.
    onReadEntry: (entry) => void (entry.mode = 0o644),
    noMtime: true,
    preserveOwner: false,
  });
}
