import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { scratchFolder } from '../model-folder.ts';

export interface TarEntry {
  readonly path: string;
  readonly content?: string | Buffer;
  readonly type?: 'File' | 'Directory' | 'SymbolicLink' | 'Link' | 'FIFO';
  readonly linkpath?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly uname?: string;
}

/** A `model.tar.gz` with exactly these entries, even ones that no packer would write. */
export async function tarFile(entries: readonly TarEntry[]): Promise<string> {
  const blocks = entries.flatMap(({ content = '', type = 'File', mode, ...entry }) => {
    const bytes = Buffer.from(content);
    const defaultMode = type === 'Directory' ? 0o755 : 0o644;
    const header = new Header({ ...entry, type, size: bytes.length, mode: mode ?? defaultMode });
    const head = Buffer.alloc(512);
    header.encode(head);
    return [head, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  const file = join(await scratchFolder(), 'model.tar.gz');
  await writeFile(file, gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)])));
  return file;
}
