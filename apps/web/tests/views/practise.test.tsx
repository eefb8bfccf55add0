import { fireEvent, screen, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { FakeApi } from '../FakeApi.ts';
import { entailment } from '../fixtures/entailment.ts';
import { open, pass, useFreshBrowser } from './open.tsx';

useFreshBrowser();

const awake = () => {
  const api = new FakeApi(entailment);
  api.awake();
  return api;
};
const verdict = () => screen.getByRole('region', { name: 'Verdict' });
const text = () =>
  screen.getByLabelText<HTMLTextAreaElement>('Hypothesis', { selector: '#practise-asked' });
const goal = () => screen.getByRole<HTMLInputElement>('radio', { checked: true }).value;
const press = async (name: string | RegExp) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await pass(0.1);
};
const attempt = async (words: string) => {
  fireEvent.input(text(), { target: { value: words } });
  await pass(0);
  await press('Ask the model');
};

test('the exercise is the first tab when a model has one', async () => {
  await open(awake());
  const tabs = screen
    .getAllByRole('tab')
    .map((tab) => [tab.textContent, tab.getAttribute('aria-selected')]);
  expect(tabs).toEqual([
    ['Practise', 'true'],
    ['Try it', 'false'],
  ]);
  expect(screen.getByText('A boy feeds three ducks.')).toBeTruthy();
  expect(screen.getByText('Write what must be true.')).toBeTruthy();
});

test('a goal reached: shows the verdict with its probability, the tally, and the next goal', async () => {
  await open(awake());
  await attempt('Birds are fed.');
  expect(verdict().textContent).toContain('Entailment: reached');
  expect(verdict().textContent).toContain('Birds are fed.');
  expect(verdict().textContent).toContain('92.0%');
  expect(screen.getByText('1 of 9 reached')).toBeTruthy();
  await press('Next: Neutral');
  expect(goal()).toBe('neutral');
  expect(text().value).toBe('');
  expect(document.activeElement).toBe(text());
});

test('a goal missed: shows the predicted class and keeps the text for editing', async () => {
  await open(awake());
  await attempt('Ducks do not eat.');
  expect(verdict().textContent).toContain('Not Entailment yet');
  expect(verdict().textContent).toContain('Contradiction (92.0%) and gives Entailment 4.0%');
  expect(verdict().textContent).toContain('82.3% of 9,824 test cases');
  expect(screen.getByText('0 of 9 reached')).toBeTruthy();
  await press('Change it and try again');
  expect(text().value).toBe('Ducks do not eat.');
  expect(document.activeElement).toBe(text());
});

test('three goals complete a premise and lead to the next; progress survives a reload', async () => {
  const api = awake();
  await open(api);
  await attempt('Birds are fed.');
  await press('Next: Neutral');
  await attempt('They may be hungry.');
  await press('Next: Contradiction');
  await attempt('It does not feed them.');
  await press('Next premise');
  expect(screen.getByText('Two men carry a piano.')).toBeTruthy();
  expect(goal()).toBe('entailment');
  await open(api);
  expect(screen.getByText('Two men carry a piano.')).toBeTruthy();
  expect(screen.getByText('3 of 9 reached')).toBeTruthy();
  expect(screen.getByText(/1 of 3 premises complete/)).toBeTruthy();
  await press('Previous premise');
  expect(verdict().textContent).toContain('Birds are fed.');
});

test('can move to another premise at any time, wrapping round at the end', async () => {
  await open(awake());
  await press(/^Another premise/);
  await press(/^Another premise/);
  expect(screen.getByText('A girl paints a door.')).toBeTruthy();
  await press(/^Another premise/);
  expect(screen.getByText('A boy feeds three ducks.')).toBeTruthy();
});

test('an empty text is reported beside the field', async () => {
  const api = awake();
  await open(api);
  await press('Ask the model');
  expect(screen.getByText('Write something here.')).toBeTruthy();
  expect(document.activeElement).toBe(text());
  expect(api.calls.some((call) => call.startsWith('POST'))).toBe(false);
});

test('asleep: a reload during the wake keeps premise, goal and text, and records the answer', async () => {
  const api = new FakeApi(entailment);
  await open(api);
  await press(/^Another premise/);
  fireEvent.click(screen.getByRole('radio', { name: /Contradiction/ }));
  await attempt('They do not carry it.');
  expect(verdict().textContent).toContain('Your question is kept');
  await open(api);
  expect(screen.getByText('Two men carry a piano.')).toBeTruthy();
  expect(goal()).toBe('contradiction');
  expect(text().value).toBe('They do not carry it.');
  await pass(15);
  expect(verdict().textContent).toContain('Contradiction: reached');
  expect(screen.getByText('1 of 9 reached')).toBeTruthy();
});

test('starting over asks for confirmation', async () => {
  await open(awake());
  await attempt('Birds are fed.');
  const confirm = vi.fn().mockReturnValueOnce(false).mockReturnValueOnce(true);
  vi.stubGlobal('confirm', confirm);
  await press('Start over');
  expect(screen.getByText('1 of 9 reached')).toBeTruthy();
  await press('Start over');
  expect(screen.getByText('0 of 9 reached')).toBeTruthy();
});

test('the arrow keys move between the tabs, and drafts stay', async () => {
  await open(awake());
  const chosen = () => screen.getByRole('tab', { selected: true });
  fireEvent.input(text(), { target: { value: 'Draft' } });
  fireEvent.keyDown(screen.getByRole('tablist'), { key: 'ArrowRight' });
  await vi.waitFor(() => expect(chosen().textContent).toBe('Try it'));
  expect(document.activeElement).toBe(chosen());
  expect(within(screen.getByRole('tabpanel')).getByLabelText('Premise')).toBeTruthy();
  fireEvent.keyDown(screen.getByRole('tablist'), { key: 'Home' });
  await vi.waitFor(() => expect(chosen().textContent).toBe('Practise'));
  expect(text().value).toBe('Draft');
});
