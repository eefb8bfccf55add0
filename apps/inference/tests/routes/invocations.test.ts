import { LIMITS, ProblemError } from '@pilotlight/contracts';
import { OverloadedError } from '@pilotlight/model-runtime';
import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { answerOf } from '../support/fake-runtime.ts';
import { appOf } from '../support/test-app.ts';

const ATTRIBUTES = 'x-amzn-sagemaker-custom-attributes';
const INFERENCE_ID = 'x-amzn-sagemaker-inference-id';

const post = (
  app: FastifyInstance,
  payload: string | Buffer = '{}',
  headers: Record<string, string> = {},
) => app.inject({ method: 'POST', url: '/invocations', payload, headers });

test('passes body, Content-Type and Accept to the model, and returns its answer', async () => {
  const { app, runtime } = appOf({
    invoke: async () => answerOf(Uint8Array.of(0, 255), 'application/x-npy'),
  });
  const image = Buffer.of(137, 0, 200);
  const { statusCode, headers, rawPayload } = await post(app, image, {
    'content-type': 'image/png',
    accept: 'application/x-npy',
  });
  expect(runtime.asked[0]?.invocation).toEqual({
    body: image,
    contentType: 'image/png',
    accept: 'application/x-npy',
  });
  expect([statusCode, headers['content-type'], headers['content-length'], [...rawPayload]]).toEqual(
    [200, 'application/x-npy', '2', [0, 255]],
  );
});

test.each([
  [{}, '*/*'],
  [{ SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT: 'text/csv' }, 'text/csv'],
])(
  'defaults to the Content-Type JSON, and with %j to the Accept %s',
  async (environment, accept) => {
    const { app, runtime } = appOf({}, environment);
    await post(app, '{"x":1}');
    expect(runtime.asked[0]?.invocation).toMatchObject({ contentType: 'application/json', accept });
  },
);

test.each(['text/plain', 'application/json', 'text/csv; header=present'])(
  'answers a string as %s, with its Content-Type unchanged',
  async (contentType) => {
    const { app } = appOf({ invoke: async () => answerOf('{"y":"é"}', contentType) });
    const { headers, body } = await post(app);
    expect([headers['content-type'], headers['content-length'], body]).toEqual([
      contentType,
      '10',
      '{"y":"é"}',
    ]);
  },
);

test('invokes the model also without a body', async () => {
  const { app, runtime } = appOf();
  const { statusCode } = await app.inject({ method: 'POST', url: '/invocations' });
  expect([statusCode, runtime.asked[0]?.invocation.body.length]).toEqual([200, 0]);
});

test.each(['nonsense', '/', 'application/json;', ''])(
  'passes the Content-Type "%s" to the model unchecked',
  async (contentType) => {
    const { app, runtime } = appOf();
    await post(app, 'x', { 'content-type': contentType });
    expect(runtime.asked[0]?.invocation).toMatchObject({ contentType, body: Buffer.from('x') });
  },
);

test.each(['yes', 'fails'])('returns custom attributes unchanged (%s)', async (outcome) => {
  const { app } = appOf({
    invoke: async () => {
      if (outcome === 'fails') throw new ProblemError('input_invalid', 'no');
      return answerOf('yes');
    },
  });
  for (const attributes of ['trace=7, c1', 'x'.repeat(1024)]) {
    expect((await post(app, '{}', { [ATTRIBUTES]: attributes })).headers[ATTRIBUTES]).toBe(
      attributes,
    );
  }
});

test.each(['x'.repeat(1025), 'caf\u00e9', 'tab\there', ''])(
  'does not return custom attributes that SageMaker would not accept',
  async (attributes) => {
    const { app } = appOf();
    const { statusCode, headers } = await post(app, '{}', { [ATTRIBUTES]: attributes });
    expect([statusCode, headers[ATTRIBUTES]]).toEqual([200, undefined]);
  },
);

test("uses the caller's inference id, or its own if that is not valid", async () => {
  const { app, log } = appOf({
    invoke: () => Promise.reject(new ProblemError('input_invalid', 'no')),
  });
  const idOf = async (headers = {}) =>
    (await post(app, '{}', headers)).json<{ requestId: string }>().requestId;
  expect(await idOf({ [INFERENCE_ID]: 'mine-1' })).toBe('mine-1');
  const [own, spaced, long] = [
    await idOf(),
    await idOf({ [INFERENCE_ID]: 'two words' }),
    await idOf({ [INFERENCE_ID]: 'x'.repeat(65) }),
  ];
  for (const id of [own, spaced, long]) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-z]+$/);
  expect(new Set([own, spaced, long]).size).toBe(3);
  expect(log.lines.map(({ reqId }) => reqId)).toEqual(['mine-1', own, spaced, long]);
});

test('refuses without reading the body when the queue is full, with Retry-After', async () => {
  const asked: number[] = [];
  const { app, runtime } = appOf({
    refusal: (bytes) => {
      asked.push(bytes);
      return new OverloadedError(2.2);
    },
  });
  const response = await post(app, '{"x":1}');
  // SageMaker passes on the body of an error, but not its headers.
  const document = { status: 503, code: 'overloaded', retryAfterSeconds: 3 };
  expect(response.json()).toMatchObject(document);
  expect(response.headers['retry-after']).toBe('3');
  expect(asked).toEqual([7]);
  expect(runtime.asked).toEqual([]);
});

test('sends Retry-After also when the queue has become full in the meantime', async () => {
  const { app } = appOf({ invoke: () => Promise.reject(new OverloadedError(0.1)) });
  const response = await post(app);
  expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '1']);
});

test.each<[Error, number, string, string | RegExp]>([
  [
    new ProblemError('accept_unsupported', 'text/csv only'),
    406,
    'accept_unsupported',
    'text/csv only',
  ],
  [new ProblemError('model_rejected', 'bad luck'), 422, 'model_rejected', 'bad luck'],
  [new Error('a secret'), 500, 'internal', /^The log has the reason, under request \S+$/],
])('answers %s as a problem document', async (error, status, code, detail) => {
  const { app, log } = appOf({ invoke: () => Promise.reject(error) });
  const response = await post(app);
  expect(response.headers['content-type']).toBe('application/problem+json');
  expect(response.json()).toEqual({
    type: `urn:pilotlight:error:${code}`,
    title: expect.any(String) as string,
    status,
    code,
    detail: expect.stringMatching(detail) as string,
    requestId: expect.any(String) as string,
  });
  expect(JSON.stringify(log.lines).includes('a secret')).toBe(status === 500);
});

test('refuses a body over the limit, with Content-Length or chunked', async () => {
  const { app, runtime } = appOf();
  const large = Buffer.alloc(LIMITS.invocationBodyBytes + 1, 32);
  const response = await post(app, large);
  expect(response.json()).toMatchObject({
    status: 413,
    code: 'body_too_large',
    detail: `The body is too large; must have at most ${LIMITS.invocationBodyBytes} bytes`,
  });
  expect((await post(app, large.subarray(1))).statusCode).toBe(200);
  expect(runtime.asked.map(({ invocation }) => invocation.body.length)).toEqual([
    LIMITS.invocationBodyBytes,
  ]);
});

test('says itself that an answer is larger than its endpoint passes on', async () => {
  const bodies = ['é'.repeat(50), new Uint8Array(101)];
  let body: string | Uint8Array = '';
  const { app } = appOf(
    { invoke: async () => answerOf(body, 'text/plain') },
    { ANSWER_LIMIT_BYTES: '100' },
  );
  const statuses: number[] = [];
  for (body of [...bodies, 'é'.repeat(51)]) statuses.push((await post(app)).statusCode);
  expect(statuses).toEqual([200, 502, 502]);
  expect((await post(app)).json()).toMatchObject({ code: 'output_too_large' });
});

test('accepts larger bodies if a batch transform is configured for them', async () => {
  const { app } = appOf({}, { SAGEMAKER_MAX_PAYLOAD_IN_MB: '7' });
  expect((await post(app, Buffer.alloc(7 * 1024 * 1024, 32))).statusCode).toBe(200);
});
