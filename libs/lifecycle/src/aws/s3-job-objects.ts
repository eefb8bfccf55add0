import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { cloudError, within } from '@pilotlight/hosts/aws';
import type { JobObjects, UploadTerms } from '../job/ports.ts';

/** S3's content type of an object that was stored without one. */
const UNTYPED = 'application/octet-stream';

/** By default the presigner signs no content type, and moves the others into the query, where S3 does not check them. */
const signed = (headers: Readonly<Record<string, string>>) => new Set(Object.keys(headers));

/**
 * The objects of jobs in one bucket. The clients are loaded at the first call; most instances never need them. A denied
 * ListBucket would turn a missing object into a denied one.
 */
export function s3JobObjects(Bucket: string, config: S3ClientConfig): JobObjects {
  const load = async () => {
    const [s3, { getSignedUrl }] = await Promise.all([
      import('@aws-sdk/client-s3'),
      import('@aws-sdk/s3-request-presigner'),
    ]);
    const client = new s3.S3Client(config);
    // By default the presigner adds the checksum of an empty body, which no upload has.
    const presigning = new s3.S3Client({ ...config, requestChecksumCalculation: 'WHEN_REQUIRED' });
    return { ...s3, getSignedUrl, client, presigning };
  };
  let loaded: ReturnType<typeof load> | undefined;
  const aws = () => (loaded ??= load());

  return {
    async head(Key) {
      const { client, HeadObjectCommand } = await aws();
      try {
        const command = new HeadObjectCommand({ Bucket, Key });
        const { ContentLength = 0, ContentType = UNTYPED } = await within(
          LIMITS.cloudCallSeconds,
          (options) => client.send(command, options),
        );
        return { bytes: ContentLength, contentType: ContentType };
      } catch (error) {
        if (isMissing(error)) return undefined;
        if (isForbidden(error)) throw headDenied(Key, error);
        throw cloudError('S3', 'HeadObject', error);
      }
    },

    async get(Key) {
      const { client, GetObjectCommand } = await aws();
      try {
        const command = new GetObjectCommand({ Bucket, Key });
        return await within(LIMITS.jobObjectSeconds, async (options) => {
          const { Body, ContentType = UNTYPED } = await client.send(command, options);
          const body = (await Body?.transformToByteArray()) ?? new Uint8Array();
          return { body, contentType: ContentType };
        });
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw cloudError('S3', 'GetObject', error);
      }
    },

    async put(Key, { body, contentType }) {
      const { client, PutObjectCommand } = await aws();
      try {
        const input = { Bucket, Key, Body: body, ContentType: contentType };
        const command = new PutObjectCommand(input);
        await within(LIMITS.jobObjectSeconds, (options) => client.send(command, options));
      } catch (error) {
        throw cloudError('S3', 'PutObject', error);
      }
    },

    async urlToPut(Key, { contentType, bytes, checksumSHA256 }: UploadTerms) {
      const { presigning, PutObjectCommand, getSignedUrl } = await aws();
      const headers = {
        'content-type': contentType,
        'x-amz-checksum-sha256': checksumSHA256,
        // The URL takes one object.
        'if-none-match': '*',
      };
      const command = new PutObjectCommand({
        Bucket,
        Key,
        ContentType: contentType,
        ContentLength: bytes,
        ChecksumSHA256: checksumSHA256,
        IfNoneMatch: '*',
      });
      try {
        const url = await getSignedUrl(presigning, command, {
          expiresIn: LIMITS.uploadSeconds,
          signableHeaders: new Set(['host', 'content-length', ...signed(headers)]),
          unhoistableHeaders: signed(headers),
        });
        return { url, headers };
      } catch (error) {
        throw cloudError('S3', 'PutObject', error);
      }
    },

    async urlToGet({ key: Key }) {
      const { presigning, GetObjectCommand, getSignedUrl } = await aws();
      const until = Date.now() + LIMITS.fileUrlSeconds * 1000;
      try {
        const url = await getSignedUrl(presigning, new GetObjectCommand({ Bucket, Key }), {
          expiresIn: LIMITS.fileUrlSeconds,
        });
        return { url, until };
      } catch (error) {
        throw cloudError('S3', 'GetObject', error);
      }
    },
  };
}

/** HeadObject's error has no body, and so no code of S3's own. */
const isMissing = (error: unknown) =>
  error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound');

const isForbidden = (error: unknown) =>
  error instanceof Error &&
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 403;

function headDenied(key: string, cause: unknown): CloudError {
  const message = `S3 HeadObject: 403 for ${key}. The role needs s3:GetObject on it, and s3:ListBucket on its bucket.`;
  return new CloudError('denied', { service: 'S3', operation: 'HeadObject' }, message, { cause });
}
