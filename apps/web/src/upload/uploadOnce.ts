import type { Client } from '../api/client.ts';
import { asFailure } from '../api/failure.ts';
import type { Pacer } from '../api/pacer.ts';
import { AGAIN_SECONDS } from '../ask/askOnce.ts';
import { checksum } from './checksum.ts';
import { sendFile } from './sendFile.ts';

/**
 * Uploads a file for `model`, which starts a job. When the connection breaks, it is sent again to the same URL, so that
 * there is one job.
 * @returns the id of the job
 * @throws Failure
 */
export async function uploadOnce(
  client: Client,
  model: string,
  blob: Blob,
  onSent: (bytes: number) => void,
  { pacer, signal }: { pacer: Pacer; signal: AbortSignal },
): Promise<string> {
  const upload = await client.createUpload(model, {
    contentType: blob.type,
    bytes: blob.size,
    checksumSHA256: await checksum(blob),
  });
  for (const pauseSeconds of AGAIN_SECONDS) {
    signal.throwIfAborted();
    try {
      await sendFile(upload, blob, onSent, signal);
      return upload.id;
    } catch (error) {
      const failure = asFailure(error);
      if (!failure.passing || failure.offline) throw failure;
    }
    await pacer.pause(pauseSeconds * 1000);
  }
  signal.throwIfAborted();
  await sendFile(upload, blob, onSent, signal);
  return upload.id;
}
