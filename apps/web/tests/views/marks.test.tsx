import { fireEvent, screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { FakeApi } from '../FakeApi.ts';
import { judged, sentiment } from '../fixtures/sentiment.ts';
import { open, pass, useFreshBrowser } from './open.tsx';

useFreshBrowser();

const answer = () => screen.getByRole('region', { name: 'Answer' });

async function asked(output: unknown) {
  const api = new FakeApi(sentiment);
  api.servingMode = 'function';
  api.functionAnswers = true;
  api.output = () => output;
  await open(api);
  fireEvent.click(screen.getByRole('button', { name: 'Short' }));
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'Ask the model' }));
  await pass(0.1);
  await pass(0.1);
}

test('marks the words of the review that was asked, and names the strongest in words', async () => {
  await asked(judged);
  // What is written afterwards is not what was judged.
  fireEvent.input(screen.getByRole('textbox'), { target: { value: 'Another review.' } });
  const text = answer().querySelector('blockquote');
  expect(text?.textContent).toBe('So good 👍, not bad.');
  const marks = [...(text?.querySelectorAll('mark') ?? [])];
  expect(marks.map((each) => [each.textContent, each.className, each.title])).toEqual([
    ['good', 'mark mark-above mark-4', '+2.00'],
    ['bad', 'mark mark-below mark-2', '−0.60'],
  ]);
  expect(answer().textContent).toContain('Towards positive good +2.00, not +0.05');
  expect(answer().textContent).toContain('Towards negative bad −0.60');
  expect(answer().textContent).toContain('Bias0.2');
  expect(answer().querySelector('.values')).toBeNull();
});

test('shows a list that does not fit the text like any other', async () => {
  await asked({ ...judged, words: [{ beginOffset: 90, endOffset: 99, contribution: 1 }] });
  expect(answer().querySelector('mark')).toBeNull();
  expect(answer().textContent).toContain('90');
});
