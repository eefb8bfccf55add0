import { S3Client } from '@aws-sdk/client-s3';
import { FUNCTION_FILES } from '@pilotlight/contracts';
import { createLog } from '../log.ts';
import { createLoader } from './create-loader.ts';
import { fetchObject } from './fetch-object.ts';

const s3 = new S3Client({});

/** The entry of the function that copies bundles to the file system. */
export const handler = createLoader({
  mount: process.env['MODEL_MOUNT'] ?? FUNCTION_FILES.mount,
  programs: import.meta.dirname,
  fetch: (bucket, key) => fetchObject(s3, bucket, key),
  log: createLog(),
});
