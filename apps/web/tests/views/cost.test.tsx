import { fireEvent, screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { FakeApi, refusal } from '../FakeApi.ts';
import { cost, withCeiling } from '../fixtures/cost.ts';
import { plain } from '../fixtures/entailment.ts';
import { open, pass, useFreshBrowser } from './open.tsx';

useFreshBrowser();

const banner = () => screen.getByRole('banner');

const DETAIL =
  'This stack may be awake for 2 hours a day (pilotlight:awakeHoursPerDay). ' +
  'Sleeping models can be woken again from 2026-11-25 00:00 UTC on.';

test('the header shows what the endpoint has cost and saved, and keeps it up to date', async () => {
  const api = new FakeApi(plain);
  api.cost = cost;
  await open(api);
  expect(banner().textContent).toContain('Cost $0.12 since 3 Nov 2026; sleeping saved $28.60.');
  expect(banner().textContent).not.toContain('today');
  api.cost = { ...cost, costUsd: 0.5 };
  await pass(10);
  expect(banner().textContent).toContain('Cost $0.50');
  expect(screen.getByText(/ml\.t2\.medium at \$0\.056 an hour/)).toBeTruthy();
});

test('beside a function the amounts are said to be those of the endpoint', async () => {
  const api = new FakeApi(plain);
  api.servingMode = 'auto';
  api.functionAnswers = true;
  api.cost = cost;
  await open(api);
  expect(banner().textContent).toContain('The endpoint alone: cost $0.12 since 3 Nov 2026;');
});

test('works with an API that reports no cost', async () => {
  const api = new FakeApi(plain);
  await open(api);
  expect(banner().textContent).not.toMatch(/Cost \$|saved/);
});

test("shows today's use beside the ceiling", async () => {
  const api = new FakeApi(plain);
  api.cost = withCeiling(1200);
  await open(api);
  expect(banner().textContent).toContain('Awake today: 20 minutes of 2 hours.');
  expect(banner().textContent).toContain('The first question wakes it');
});

test('at the ceiling the header says when it resets, and no longer says that a question wakes the model', async () => {
  const api = new FakeApi(plain);
  api.cost = withCeiling(7300);
  await open(api);
  expect(banner().textContent).toContain('Awake today: all 2 hours used; resets at 00:00 UTC.');
  expect(banner().textContent).not.toContain('The first question wakes it');
});

test('a refused question and a refused wake are explained, with the time of the reset', async () => {
  const api = new FakeApi(plain);
  api.cost = withCeiling(1200);
  await open(api);
  api.once('POST /v1/models/entailment/wake', () => {
    api.cost = withCeiling(7300);
    return refusal(429, 'awake_ceiling', DETAIL);
  });
  fireEvent.click(screen.getByRole('button', { name: 'Wake it' }));
  await pass(1);
  expect(banner().textContent).toContain(`Today’s awake hours are used up: ${DETAIL}`);
  // The earlier text is no longer true.
  expect(banner().textContent).not.toMatch(/Awake today|The first question wakes it/);

  api.once('POST /v1/models/entailment/predictions', () => refusal(429, 'awake_ceiling', DETAIL));
  fireEvent.click(screen.getByRole('button', { name: 'It cannot be so' }));
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'Ask the model' }));
  await pass(1);
  const answer = screen.getByRole('region', { name: 'Answer' });
  expect(answer.textContent).toContain('Today’s awake hours are used up');
  expect(answer.textContent).toContain('from 2026-11-25 00:00 UTC on');
});

test('a question held until the daily reset says so, and that it is kept', async () => {
  const api = new FakeApi(plain);
  api.cost = withCeiling(1200);
  await open(api);
  fireEvent.click(screen.getByRole('button', { name: 'It cannot be so' }));
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'Ask the model' }));
  await pass(1);
  const answer = screen.getByRole('region', { name: 'Answer' });
  expect(answer.textContent).toContain('Waking the model');
  // The model was awake for another question and is asleep again, and the ceiling is reached.
  api.cost = withCeiling(7300);
  api.asleep();
  await pass(10);
  expect(answer.textContent).toContain('Held until the daily reset');
  expect(answer.textContent).toContain('wakes the model after 00:00 UTC');
  expect(answer.textContent).toContain('Your question is kept');
  expect(document.title).toMatch(/^Held until the daily reset/);
});
