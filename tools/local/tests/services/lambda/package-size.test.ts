import { randomBytes } from 'node:crypto';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkPackageSize } from '../../../src/services/lambda/package-size.ts';
import { temporaryDirectory } from '../../support/directory.ts';

test('code may have 250 MB, from S3 too', async () => {
  const directory = temporaryDirectory();
  const file = join(directory, 'index.mjs');
  writeFileSync(file, '');
  truncateSync(file, 262_144_000);
  await checkPackageSize(directory, false);
  truncateSync(file, 262_144_001);
  await expect(checkPackageSize(directory, false)).rejects.toThrow(
    'Unzipped size must be smaller than 262144000 bytes',
  );
});

test('a zip that comes with the request is limited by its own size', async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'deep'));
  const file = join(directory, 'deep/file');
  const limits = { unzippedBytes: 100_000, zipBytes: 3_000 };
  writeFileSync(file, Buffer.alloc(90_000));
  await checkPackageSize(directory, true, limits);
  writeFileSync(file, randomBytes(4_000));
  await checkPackageSize(directory, false, limits);
  await expect(checkPackageSize(directory, true, limits)).rejects.toMatchObject({
    name: 'RequestEntityTooLargeException',
    message: 'Request must be smaller than 4000 bytes for the CreateFunction operation',
  });
});
