import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { LIMITS } from '@pilotlight/contracts';
import type { Payload } from '@pilotlight/hosts';
import { cloudError, within } from '@pilotlight/hosts/aws';

/** Storage for bodies that are too large for a table item. */
export interface Objects {
  put(key: string, payload: Payload): Promise<void>;
  /** @returns undefined when there is no object with this key */
  get(key: string): Promise<Uint8Array | undefined>;
}

/** The objects of one bucket. The S3 client is loaded at the first call; most instances never need it. */
export function s3Objects(Bucket: string, config: S3ClientConfig): Objects {
  const load = async () => {
    const s3 = await import('@aws-sdk/client-s3');
    return { ...s3, client: new s3.S3Client(config) };
  };
  let loaded: ReturnType<typeof load> | undefined;

  return {
    async put(Key, { body, contentType }) {
      const { client, PutObjectCommand } = await (loaded ??= load());
      try {
        const input = { Bucket, Key, Body: body, ContentType: contentType };
        const command = new PutObjectCommand(input);
        await within(LIMITS.cloudCallSeconds, (options) => client.send(command, options));
      } catch (error) {
        throw cloudError('S3', 'PutObject', error);
      }
    },

    async get(Key) {
      const { client, GetObjectCommand } = await (loaded ??= load());
      try {
        const command = new GetObjectCommand({ Bucket, Key });
        return await within(LIMITS.cloudCallSeconds, async (options) => {
          const { Body } = await client.send(command, options);
          return Body?.transformToByteArray();
        });
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
        throw cloudError('S3', 'GetObject', error);
      }
    },
  };
}
