import { expect, test } from 'vitest';
import { authenticate } from '../../../src/cloud/front/authenticate.ts';
import { readSignature } from '../../../src/cloud/front/signature.ts';
import type { WireRequest } from '../../../src/cloud/front/wire-service.ts';
import { Sessions } from '../../../src/cloud/iam/sessions.ts';
import { sign } from '../../support/sign.ts';

const URL_OF = 'http://127.0.0.1:1/bucket/key?list-type=2';
const CALLER = { role: 'role', session: 'function' };

function signed(sessions: Sessions, change: Record<string, string> = {}, body = ''): WireRequest {
  const { accessKeyId, secretAccessKey, sessionToken } = sessions.issue(CALLER);
  const environment = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
  const headers = sign(environment, { method: 'GET', url: URL_OF, service: 's3' });
  return {
    method: 'GET',
    path: '/bucket/key',
    query: new URLSearchParams('list-type=2'),
    headers: { host: '127.0.0.1:1', ...headers, ...change },
    body: Buffer.from(body),
  };
}

const caller = (request: WireRequest, sessions: Sessions) =>
  authenticate(request, readSignature(request), sessions, 403);

test('a signed request is its session', () => {
  const sessions = new Sessions();
  expect(caller(signed(sessions), sessions)).toEqual(CALLER);
});

test.each([
  ['another host', { host: 'elsewhere' }, '', 'InvalidSignatureException'],
  ['another time', { 'x-amz-date': '20260101T000000Z' }, '', 'InvalidSignatureException'],
  ['another token', { 'x-amz-security-token': 'x' }, '', 'UnrecognizedClientException'],
  ['another body', {}, 'x', 'XAmzContentSHA256Mismatch'],
  ['another hash', { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }, '', 'InvalidSignatureException'],
  ['no signature', { authorization: 'AWS4-HMAC-SHA256' }, '', 'IncompleteSignatureException'],
])('with %s it is refused', (_what, change, body, name) => {
  const sessions = new Sessions();
  const request = signed(sessions, change, body);
  expect(() => caller(request, sessions)).toThrow(expect.objectContaining({ name }));
});

test('what a session signed is valid for a while after it ended, then it has expired', () => {
  for (const [keptSeconds, name] of [
    [60, undefined],
    [0, 'ExpiredTokenException'],
  ] as const) {
    const sessions = new Sessions(keptSeconds);
    const request = signed(sessions);
    const { accessKeyId } = readSignature(request).scope;
    sessions.end({ accessKeyId, secretAccessKey: '', sessionToken: '' });
    if (name === undefined) expect(caller(request, sessions)).toEqual(CALLER);
    else expect(() => caller(request, sessions)).toThrow(expect.objectContaining({ name }));
  }
});
