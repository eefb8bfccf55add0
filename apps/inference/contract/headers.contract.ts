import { expect, test } from 'vitest';
import { invoke, problemOf, url } from './support/client.ts';
import { inputs } from './support/model.ts';

const ATTRIBUTES = 'x-amzn-sagemaker-custom-attributes';
const INFERENCE_ID = 'x-amzn-sagemaker-inference-id';
const body = JSON.stringify(inputs[0]);

test('custom attributes of up to 1024 characters are returned unchanged', async () => {
  for (const attributes of ['trace=1; user="a, b"', 'x'.repeat(1024)]) {
    const response = await invoke(body, undefined, { [ATTRIBUTES]: attributes });
    expect(response.status).toBe(200);
    expect(response.headers.get(ATTRIBUTES)).toBe(attributes);
    await response.arrayBuffer();
  }
});

test('custom attributes are also returned with a refusal, and only to their sender', async () => {
  const refused = await invoke('{', undefined, { [ATTRIBUTES]: 'trace=2' });
  expect([refused.status, refused.headers.get(ATTRIBUTES)]).toEqual([400, 'trace=2']);
  expect((await invoke(body)).headers.has(ATTRIBUTES)).toBe(false);
});

test('the request id is the inference id', async () => {
  const refused = await invoke('{', undefined, { [INFERENCE_ID]: 'inference-7' });
  expect((await problemOf(refused)).requestId).toBe('inference-7');
});

test('a request without an inference id gets an id of its own', async () => {
  const ids = [];
  for (let turn = 0; turn < 2; turn++) ids.push((await problemOf(await invoke('{'))).requestId);
  expect(ids).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)]);
  expect(ids[0]).not.toBe(ids[1]);
});

test("SageMaker's other headers are accepted", async () => {
  const response = await invoke(body, undefined, {
    'x-amzn-sagemaker-target-variant': 'AllTraffic',
    'x-amzn-sagemaker-session-id': 'NEW_SESSION',
    'x-amzn-trace-id': 'Root=1-0-0',
  });
  expect(response.status).toBe(200);
});

test('without a Content-Type a body is JSON', async () => {
  const bytes = new TextEncoder().encode(body);
  const response = await fetch(`${url}/invocations`, { method: 'POST', body: bytes });
  expect(response.status).toBe(200);
});
