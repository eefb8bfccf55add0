import { extract } from 'tar';
import { isFile, leadsOut, wrapperOf } from './check-entries.ts';
import type { ArchiveEntry } from './read-entries.ts';

/**
 * Unpacks the plain files of the archive `file` into the empty `directory`, out of the directory that wraps them if
 * there is one: no links, and nothing that leads elsewhere.
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
    // Readable here, whatever the archive says: its modes are findings of their own.
    onReadEntry: (entry) => void (entry.mode = 0o644),
    noMtime: true,
    preserveOwner: false,
  });
}
