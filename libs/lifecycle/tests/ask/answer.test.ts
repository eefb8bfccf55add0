import { problem } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import { jsonRequest, predict, readPrediction } from '../../src/index.ts';
import { answeredText, containerError } from '../../testing/simulated-sagemaker.ts';
import { createWorld, ENDPOINT, MODEL, MODELS } from '../../testing/index.ts';

const input = { premise: 'a', hypothesis: 'b' };

describe('a model', () => {
  it.each([
    [containerError(400, 'too long'), 'model_rejected', 'too long'],
    [containerError(413, 'too large'), 'body_too_large', 'too large'],
    [
      containerError(502, JSON.stringify(problem('output_too_large', 'Ask for less.'))),
      'output_too_large',
      'Ask for less.',
    ],
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

  it('that answers in the type that was asked for is answered with its bytes', async () => {
    const world = createWorld();
    const payload = { body: Uint8Array.of(0xff, 0, 1), contentType: 'application/x-npy; v=1' };
    world.endpoint.answer = () => ({ kind: 'answered', ...payload });
    const request = jsonRequest(input, 'application/x-npy');
    const parked = await predict(world.instance(), MODEL, request);
    if (parked.kind !== 'parked') throw new Error('it was not parked');
    world.clock.pass(world.endpoint.creationSeconds);
    const found = await readPrediction(world.instance(), MODELS, parked.prediction.id);
    const { contentType } = payload;
    expect(found).toMatchObject({ status: 'succeeded', answer: { contentType, base64: '/wAB' } });
    const again = await predict(world.instance(), MODEL, request);
    expect(again).toEqual({ kind: 'answered', payload, servedBy: 'endpoint' });
  });

  it('that answers in another type than was asked for has failed', async () => {
    const { endpoint, instance, lines } = createWorld();
    endpoint.put(ENDPOINT);
    const body = Buffer.from('<script>');
    endpoint.answer = () => ({ kind: 'answered', body, contentType: 'text/html' });
    const asked = predict(instance(), MODEL, jsonRequest(input));
    await expect(asked).rejects.toMatchObject({ code: 'model_error' });
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'model_answer_of_other_type', contentType: 'text/html' }),
    );
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
