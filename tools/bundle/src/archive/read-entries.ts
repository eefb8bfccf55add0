import { open } from 'node:fs/promises';
import { list } from 'tar';

/** One entry of a tar archive, as its header says. */
export interface ArchiveEntry {
  /** As in the header, not normalised. */
  readonly path: string;
  /** `File`, `Directory`, `SymbolicLink`, `Link`, ... */
  readonly type: string;
  readonly bytes: number;
  readonly mode: number;
  /** User name or `uid:gid` of whoever packed it; undefined when the header has none. */
  readonly owner: string | undefined;
}

/** The file is not a complete gzip tar; the message continues a sentence that starts with the file's name. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

/**
 * The entries of the archive `file`, in order; nothing is unpacked.
 * @throws ArchiveError
 */
export async function readEntries(file: string): Promise<ArchiveEntry[]> {
  await mustBeGzip(file);
  const entries: ArchiveEntry[] = [];
  const warnings: string[] = [];
  try {
    await list({
      file,
      onReadEntry: ({ path, type, size = 0, mode = 0, uid, gid, uname }) => {
        const ids = uid || gid ? `${uid ?? 0}:${gid ?? 0}` : undefined;
        entries.push({ path, type, bytes: size, mode, owner: uname || ids });
      },
      onwarn: (_code, message) => void warnings.push(String(message)),
    });
  } catch (error) {
    throw new ArchiveError(`is not a complete archive (${(error as Error).message})`);
  }
  const [first] = warnings;
  if (first !== undefined) throw new ArchiveError(`is not a complete archive (${first})`);
  if (entries.length === 0) throw new ArchiveError('has no entries');
  return entries;
}

async function mustBeGzip(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    if (buffer[0] !== 0x1f || buffer[1] !== 0x8b) {
      throw new ArchiveError('is not compressed with gzip, and SageMaker unpacks nothing else');
    }
  } finally {
    await file.close();
  }
}
