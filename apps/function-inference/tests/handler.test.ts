import { LIMITS, parse, Problem } from '@pilotlight/contracts';
import type { InThreadModel, WholeAnswer } from '@pilotlight/model-runtime';
import { expect, test } from 'vitest';
import { loadModel } from '../src/load-model.ts';
import { createHandler } from '../src/handler.ts';
import type { Entry } from '../src/log.ts';
import { once } from '../src/once.ts';
import { bundle } from './support/bundle.ts';
import { jsonOf, jsonRequest } from './support/requests.ts';

const context = { awsRequestId: 'request-1' };

function handlerOf(model: () => Promise<InThreadModel>) {
  const logged: Entry[] = [];
  const handler = createHandler({
    model,
    log: (level, message, entry) => void logged.push({ level, message, ...entry }),
  });
  return { handler, logged };
}

async function double() {
  const modelDirectory = await bundle();
  return handlerOf(once(() => loadModel({ modelDirectory, markerRequired: false, threads: 1 })));
}

const timings = {
  parseMilliseconds: 1,
  predictMilliseconds: 2,
  formatMilliseconds: 3,
  batchSize: 1,
};

/** A model that answers everything in the same way. */
const answering = (body: Uint8Array) => async () => {
  const answer: WholeAnswer = { body, contentType: 'application/x-npy', timings };
  return { answer: async () => answer } as unknown as InThreadModel;
};

test('answers with the model, and logs the figures of the request', async () => {
  const { handler, logged } = await double();
  const answer = await handler(jsonRequest({ x: 1.5 }), context);
  expect(answer).toMatchObject({ status: 200, contentType: 'application/json' });
  expect(jsonOf(answer)).toEqual({ y: 3 });
  expect(logged).toMatchObject([
    {
      level: 'info',
      message: 'answered',
      requestId: 'request-1',
      requestBytes: 9,
      responseBytes: 7,
    },
  ]);
});

test.each([
  ['an error of the input', jsonRequest({ x: 13 }), 422, 'model_rejected'],
  ['an input outside the schema', jsonRequest({ x: 'many' }), 422, 'input_invalid'],
  [
    'another content type',
    { ...jsonRequest({}), contentType: 'image/gif' },
    415,
    'content_type_unsupported',
  ],
  ['another accepted type', jsonRequest({ x: 1 }, 'image/gif'), 406, 'accept_unsupported'],
  ['a failure of the model', jsonRequest({ x: 666 }), 500, 'internal'],
])('answers %s with a problem document', async (_what, event, status, code) => {
  const { handler } = await double();
  const answer = await handler(event, context);
  expect(answer).toMatchObject({ status, contentType: 'application/problem+json' });
  expect(parse(Problem, jsonOf(answer), 'answer')).toMatchObject({ code, requestId: 'request-1' });
});

test('tells only the log why the model failed', async () => {
  const { handler, logged } = await double();
  const answer = await handler(jsonRequest({ x: 666 }), context);
  expect(JSON.stringify(jsonOf(answer))).not.toContain('secret');
  expect(logged).toMatchObject([
    { level: 'error', code: 'internal', error: { message: 'a secret of the handler' } },
  ]);
});

test.each([
  [
    'nothing',
    undefined,
    [{ pointer: '', detail: expect.stringContaining('must be an object') as string }],
  ],
  [
    'a text',
    'text',
    [{ pointer: '', detail: expect.stringContaining('must be an object') as string }],
  ],
  [
    'an object without a body',
    { contentType: 'a/b', accept: '*/*' },
    [{ pointer: '/base64', detail: 'is missing; must be a string' }],
  ],
  [
    'a body that is not base64',
    { base64: '{"x":1}', contentType: 'a/b', accept: '*/*' },
    [{ pointer: '/base64', detail: 'is not base64 (RFC 4648, with padding)' }],
  ],
])('refuses %s as a payload', async (_what, event, errors) => {
  const { handler } = await double();
  const answer = await handler(event, context);
  expect(answer.status).toBe(400);
  expect(jsonOf(answer)).toMatchObject({ code: 'request_invalid', errors });
});

test('an invocation that arrives while the model loads waits for it', async () => {
  const loading = Promise.withResolvers<InThreadModel>();
  const { handler } = handlerOf(() => loading.promise);
  let answered = false;
  const answer = handler(jsonRequest({}), context).finally(() => (answered = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(answered).toBe(false);
  loading.resolve(await answering(Uint8Array.of(7))());
  expect(await answer).toEqual({
    status: 200,
    contentType: 'application/x-npy',
    base64: 'Bw==',
  });
});

test('refuses an answer that Lambda could not carry', async () => {
  const most = new Uint8Array(LIMITS.answerBytes);
  expect((await handlerOf(answering(most)).handler(jsonRequest({}), context)).status).toBe(200);
  const more = new Uint8Array(LIMITS.answerBytes + 1);
  const answer = await handlerOf(answering(more)).handler(jsonRequest({}), context);
  expect(jsonOf(answer)).toMatchObject({ status: 502, code: 'output_too_large' });
});

test('sends only its own part of a larger buffer', async () => {
  const part = new Uint8Array(Uint8Array.of(1, 2, 3, 4).buffer, 1, 2);
  const answer = await handlerOf(answering(part)).handler(jsonRequest({}), context);
  expect(answer.base64).toBe(Buffer.of(2, 3).toString('base64'));
});
