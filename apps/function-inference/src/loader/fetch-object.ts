import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { LIMITS } from '@pilotlight/contracts';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

const RETRY_SECONDS = 5;

/**
 * The content of an object. The role's policy may be a moment old and not be known everywhere yet, so a denied call is
 * retried.
 * @throws Error that names the object
 */
export async function fetchObject(
  s3: Pick<S3Client, 'send'>,
  bucket: string,
  key: string,
  pause: (seconds: number) => Promise<unknown> = (seconds) => sleep(seconds * 1000),
): Promise<Readable> {
  for (let waited = 0; ; waited += RETRY_SECONDS) {
    try {
      const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return body as Readable;
    } catch (error) {
      const denied = (error as Error).name === 'AccessDenied';
      if (!denied || waited >= LIMITS.propagationSeconds) {
        const message = `s3://${bucket}/${key} cannot be read: ${(error as Error).message}`;
        throw new Error(message, { cause: error });
      }
      await pause(RETRY_SECONDS);
    }
  }
}
