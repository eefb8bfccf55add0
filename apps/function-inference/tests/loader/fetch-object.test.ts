import type { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { fetchObject } from '../../src/loader/fetch-object.ts';

const named = (name: string) => Object.assign(new Error(`no: ${name}`), { name });

/** A client whose calls fail with these errors, one after the other, and then succeed. */
function failing(...errors: readonly Error[]) {
  const left = [...errors];
  const send = () => {
    const error = left.shift();
    return error ? Promise.reject(error) : Promise.resolve({ Body: 'the content' });
  };
  return { send: send as unknown as S3Client['send'] };
}

const pauses = () => {
  const seconds: number[] = [];
  return {
    seconds,
    pause: (length: number) => {
      seconds.push(length);
      return Promise.resolve();
    },
  };
};

test('waits while a new policy is not known everywhere yet', async () => {
  const { seconds, pause } = pauses();
  const s3 = failing(named('AccessDenied'), named('AccessDenied'));
  expect(await fetchObject(s3, 'bucket', 'key', pause)).toBe('the content');
  expect(seconds).toEqual([5, 5]);
});

test('gives up after two minutes, and names the object', async () => {
  const { seconds, pause } = pauses();
  const s3 = failing(...Array.from({ length: 100 }, () => named('AccessDenied')));
  await expect(fetchObject(s3, 'bucket', 'key', pause)).rejects.toThrow(
    's3://bucket/key cannot be read: no: AccessDenied',
  );
  expect(seconds.reduce((sum, one) => sum + one, 0)).toBe(120);
});

test('does not wait for an object that is not there', async () => {
  const { seconds, pause } = pauses();
  await expect(fetchObject(failing(named('NoSuchKey')), 'b', 'k', pause)).rejects.toThrow('k');
  expect(seconds).toEqual([]);
});
