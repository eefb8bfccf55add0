import { afterEach, expect, test, vi } from 'vitest';
import { asFailure, Failure } from '../../src/api/failure.ts';
import { failureWords } from '../../src/words/failureWords.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test('a known code has its own words, with the detail of the problem document', () => {
  const problem = { code: 'model_rejected', title: 'x', detail: 'The text is in Greek.' } as const;
  expect(failureWords(new Failure(422, problem))).toEqual({
    title: 'The model cannot take this input',
    detail: 'The text is in Greek.',
  });
});

test('a code unknown to the page is shown with its own title', () => {
  const problem = JSON.parse('{"code":"moon_full","title":"The moon is full","detail":"Wait."}');
  expect(failureWords(new Failure(503, problem))).toEqual({
    title: 'The moon is full',
    detail: 'Wait.',
  });
});

test.each([
  [413, 'That is too long for one question'],
  [429, 'Too many requests right now'],
  [504, 'The answer took too long'],
  [500, 'Something went wrong on the service’s side'],
  [0, 'The service does not answer'],
  [418, 'This page cannot read the answer'],
])('status %i without a code has words', (status, title) => {
  const words = failureWords(new Failure(status));
  expect(words.title).toBe(title);
  expect(words.detail).not.toBe('');
});

test('a failure while offline stays "offline" once the network is back', () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const failure = new Failure(0);
  online.mockReturnValue(true);
  expect(failureWords(failure).title).toBe('You are offline');
});

test('an error of the page itself is not blamed on the service', () => {
  expect(failureWords(asFailure(new TypeError('x'))).title).toBe('This page made a mistake');
});
