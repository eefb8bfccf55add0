import { screen, within } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { FakeApi } from '../FakeApi.ts';
import { entailment } from '../fixtures/entailment.ts';
import { prices } from '../fixtures/prices.ts';
import { sentiment } from '../fixtures/sentiment.ts';
import { open, pass, useFreshBrowser } from './open.tsx';

useFreshBrowser();

const cards = () => screen.getAllByRole('listitem');

async function opened(...[mode, functionAnswers]: [FakeApi['servingMode'], boolean]) {
  const api = new FakeApi(entailment, prices, sentiment);
  api.servingMode = mode;
  api.functionAnswers = functionAnswers;
  await open(api);
  return api;
}

test('shows a card for each model, with its task, and a link to its page', async () => {
  await opened('function', true);
  expect(document.title).toBe('Pilotlight');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Choose a model and ask it');
  expect(cards()).toHaveLength(3);
  const [first] = cards() as [HTMLElement];
  const link = within(first).getByRole('link', { name: 'Does it follow?' });
  expect(link.getAttribute('href')).toBe('#/entailment');
  expect(first.textContent).toContain('Text pair classification');
  expect(first.textContent).toContain(entailment.description);
});

test('says how a model is served, and what that means', async () => {
  await opened('function', true);
  expect(cards()[0]?.textContent).toContain(
    'Function Always onAnswers within seconds: quickly while in use, more slowly after a pause. Costs only while it answers.',
  );
});

test('follows the states of the models, also when a read fails', async () => {
  const api = await opened('realtime', false);
  expect(cards()[0]?.textContent).toContain(
    'Endpoint that sleeps AsleepThe first question wakes it, in about 10 seconds. Costs by the hour while awake',
  );
  api.online = false;
  await pass(10);
  expect(cards()[0]?.textContent).toContain('Asleep');
  api.online = true;
  api.awake();
  await pass(10);
  expect(cards()[0]?.textContent).toContain('Endpoint that sleeps AwakeAnswers at once.');
});

test('asks for nothing more once a model is chosen, nor while the tab is hidden', async () => {
  const api = await opened('function', true);
  const reads = () => api.calls.filter((call) => call === 'GET /v1/models').length;
  await pass(10);
  const seen = reads();
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  await pass(60);
  expect(reads()).toBe(seen);
  hidden.mockRestore();
  location.hash = '#/prices';
  await vi.waitFor(() => {
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('What is it worth?');
  });
  await pass(60);
  expect(reads()).toBe(seen);
});
