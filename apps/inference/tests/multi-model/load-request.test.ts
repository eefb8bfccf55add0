import { ProblemError } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { loadRequest } from '../../src/multi-model/load-request.ts';

function refusal(body: unknown) {
  try {
    return loadRequest(body);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

test("reads SageMaker's request, and ignores unknown keys", () => {
  const body = '{"model_name":"a/b c","url":"/opt/ml/models/a/model","more":1}';
  expect(loadRequest(body)).toEqual({ name: 'a/b c', url: '/opt/ml/models/a/model' });
});

test.each([undefined, '', '{', 'model'])('refuses %j, which is not JSON', (body) => {
  expect(refusal(body)).toMatchObject({ code: 'body_not_json' });
});

test.each([
  ['null', ['/model_name', '/url']],
  ['[]', ['/model_name', '/url']],
  ['{"model_name":""}', ['/model_name', '/url']],
  ['{"model_name":7,"url":"/m"}', ['/model_name']],
  ['{"model_name":"m","url":null}', ['/url']],
  [JSON.stringify({ model_name: 'x'.repeat(1025), url: '/m' }), ['/model_name']],
])('lists everything that is wrong with %s', (body, pointers) => {
  const found = refusal(body) as ProblemError;
  expect(found.code).toBe('request_invalid');
  expect(found.errors.map(({ pointer }) => pointer)).toEqual(pointers);
});
