import { once } from 'node:events';
import { chmodSync, createReadStream, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Unpack } from 'tar';

/** Each piece waits for a turn of the event loop, and a busy cloud has few: a model of 23 MB is 1400 pieces of zlib's 16 KB. */
const PIECE_BYTES = 1024 * 1024;

/**
 * Unpacks the archive of a model, a gzip-compressed tar file, into `directory`, which is then read-only.
 * @throws Error when it is not a valid archive
 */
export async function unpack(file: string, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const target = new Unpack({ cwd: directory, strict: true });
  const failed = new AbortController();
  const { signal } = failed;
  const unpacked = new Promise<void>((resolve, reject) => {
    target.on('close', resolve);
    // There may be several errors; one without a listener would end the process.
    target.on('error', (error) => {
      reject(error as Error);
      failed.abort();
    });
  });
  const read = pipeline(
    createReadStream(file, { highWaterMark: PIECE_BYTES }),
    createGunzip({ chunkSize: PIECE_BYTES }),
    async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces)
        if (!target.write(piece)) await once(target, 'drain', { signal });
      target.end();
    },
    { signal },
  );
  await Promise.all([unpacked, read]);
  makeReadOnly(directory);
}

function makeReadOnly(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) makeReadOnly(path);
    else if (entry.isFile()) chmodSync(path, 0o444);
  }
  chmodSync(directory, 0o555);
}
