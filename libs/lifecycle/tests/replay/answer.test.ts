import { describe, expect, it } from 'vitest';
import { jsonRequest, predict } from '../../src/index.ts';
import { answeredText, containerError } from '../../testing/simulated-sagemaker.ts';
import { createWorld, ENDPOINT, MODEL } from '../../testing/index.ts';

const input = { premise: 'a', hypothesis: 'b' };

describe('a model', () => {
  it.each([
    [containerError(400, 'too long'), 'model_rejected', 'too long'],
    [containerError(500, 'at /opt/ml/x.js'), 'model_error', ''],
    [containerError(503, ''), 'overloaded', ''],
    [containerError(0, 'Your invocation timed out'), 'model_timeout', ''],
    [{ kind: 'timed-out' } as const, 'model_timeout', ''],
    [answeredText('not JSON'), 'model_error', ''],
  ])('that answers %j gives the error %s', async (invocation, code, words) => {
    const { endpoint, instance } = createWorld();
    endpoint.put(ENDPOINT);
    endpoint.answer = () => invocation;
    const failure = await predict(instance(), MODEL, jsonRequest(input)).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: 'ProblemError', code });
    expect(String(failure)).toContain(words);
    expect(String(failure)).not.toContain('/opt/ml');
  });

  it("keeps the container's own message and pointers when it rejects the input", async () => {
    const { endpoint, instance } = createWorld();
    endpoint.put(ENDPOINT);
    const message = JSON.stringify({
      type: 'urn:pilotlight:error:input_invalid',
      title: 'x',
      status: 422,
      code: 'input_invalid',
      detail: '/premise is too long.',
      errors: [{ pointer: '/premise', detail: 'is too long' }],
    });
    endpoint.answer = () => containerError(422, message);
    await expect(predict(instance(), MODEL, jsonRequest(input))).rejects.toMatchObject({
      code: 'model_rejected',
      message: '/premise is too long.',
      errors: [{ pointer: '/premise', detail: 'is too long' }],
    });
  });
});
