// @vitest-environment node
import { expect, test } from 'vitest';
import { checksum } from '../../src/upload/checksum.ts';

test('is the SHA-256 in base64, as S3 takes it', async () => {
  const given = await checksum(new Blob(['hello']));
  expect(given).toBe('LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=');
});
