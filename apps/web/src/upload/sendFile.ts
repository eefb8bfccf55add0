import type { Upload } from '@pilotlight/contracts';
import { Failure } from '../api/failure.ts';

/** No byte moves for this long: the connection is dead. */
const SILENCE_MILLISECONDS = 60_000;

/** S3's answer to a second upload of the same id. */
const ALREADY_THERE = 412;

/**
 * Uploads `blob` to the presigned URL, with exactly its headers. Not by `fetch`, which reports no progress.
 * @param onSent called with the number of bytes that were sent
 * @throws Failure with S3's status, or 0 when no answer came
 */
export function sendFile(
  { method, url, headers }: Upload,
  blob: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const silent = () => setTimeout(() => request.abort(), SILENCE_MILLISECONDS);
    let timer = silent();
    request.upload.onprogress = ({ loaded }) => {
      clearTimeout(timer);
      timer = silent();
      onSent(loaded);
    };
    request.onloadend = () => {
      clearTimeout(timer);
      const { status } = request;
      // An earlier try arrived, and its answer was lost.
      if ((status >= 200 && status < 300) || status === ALREADY_THERE) return resolve();
      reject(new Failure(status, status === 0 ? undefined : { title: 'The upload was refused' }));
    };
    signal.addEventListener('abort', () => request.abort());
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(blob);
  });
}
