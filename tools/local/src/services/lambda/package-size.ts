import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { AwsError } from '../../cloud/aws-error.ts';
import { directoryBytes } from '../../resources/assets.ts';

/** Lambda's limits for a function's code. */
const LIMITS = {
  unzippedBytes: 250 * 1024 * 1024,
  /** Of a zip that comes with the request, in which it is base64. */
  zipBytes: 50 * 1024 * 1024,
};

const deflate = promisify(deflateRaw);

/**
 * Checks the size of a function's code.
 * @param isDirect whether its zip comes with the request, not from S3
 * @throws AwsError InvalidParameterValueException, RequestEntityTooLargeException
 */
export async function checkPackageSize(
  directory: string,
  isDirect: boolean,
  { unzippedBytes, zipBytes } = LIMITS,
): Promise<void> {
  const bytes = await directoryBytes(directory);
  if (bytes > unzippedBytes) {
    throw new AwsError(
      'InvalidParameterValueException',
      `Unzipped size must be smaller than ${unzippedBytes} bytes`,
    );
  }
  if (!isDirect || bytes <= zipBytes || (await zippedBytes(directory)) <= zipBytes) return;
  const requestBytes = Math.ceil((zipBytes * 4) / 3);
  throw new AwsError(
    'RequestEntityTooLargeException',
    `Request must be smaller than ${requestBytes} bytes for the CreateFunction operation`,
    { status: 413 },
  );
}

async function zippedBytes(directory: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    bytes += (await deflate(await readFile(join(entry.parentPath, entry.name)))).length;
  }
  return bytes;
}
