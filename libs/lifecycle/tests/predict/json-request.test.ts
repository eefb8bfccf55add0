import { LIMITS } from '@pilotlight/contracts';
import { expect, it } from 'vitest';
import { jsonRequest } from '../../src/index.ts';

it('has the input as JSON, and asks for JSON unless another type is given', () => {
  const { body, contentType, accept } = jsonRequest({ text: 'é' });
  expect(Buffer.from(body).toString()).toBe('{"text":"é"}');
  expect([contentType, accept]).toEqual(['application/json', 'application/json']);
  expect(jsonRequest({}, 'text/csv').accept).toBe('text/csv');
});

it('refuses an input that is too large for SageMaker', () => {
  // Each of these takes five bytes in a request, and twenty-two here.
  const numbers = Array.from({ length: LIMITS.requestBodyBytes / 5 }, () => 1e20);
  expect(() => jsonRequest({ numbers })).toThrow(
    expect.objectContaining({ code: 'body_too_large' }),
  );
});
