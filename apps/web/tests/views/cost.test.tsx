import { fireEvent, screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { FakeApi, refusal } from '../FakeApi.ts';
import { cost, withCeiling } from '../fixtures/cost.ts';
import { plain } from '../fixtures/entailment.ts';
import { open, pass } from './open.tsx';

const banner = () => screen.getByRole('banner');

const DETAIL =
  'This stack may be awake for 2 hours a day (pilotlight:awakeHoursPerDay). ' +
  'What sleeps can be woken again from 2026-11-25 00:00 UTC on.';

test('the head tells what the endpoint has cost and saved, and keeps it fresh', async () => {
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

test('an API that tells no cost is no trouble', async () => {
  const api = new FakeApi(plain);
  await open(api);
  expect(banner().textContent).not.toMatch(/Cost \$|saved/);
});

test("today's use is told beside the ceiling", async () => {
  const api = new FakeApi(plain);
  api.cost = withCeiling(1200);
  await open(api);
  expect(banner().textContent).toContain('Awake today: 20 minutes of 2 hours.');
  expect(banner().textContent).toContain('The first question wakes it');
});

test('with the day used up, the head says from when on it can be woken, and promises nothing', async () => {
  const api = new FakeApi(plain);
  api.cost = withCeiling(7300);
  await open(api);
  expect(banner().textContent).toContain('Awake today: all of 2 hours; more from 00:00 UTC on.');
  expect(banner().textContent).not.toContain('The first question wakes it');
});

test('a refused question and a refused wake are told in words, with the time of the reset', async () => {
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
  // What it said before is not true any more.
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

test('a question that waits for the next day is told so, and that it is kept', async () => {
  const api = new FakeApi(plain);
  api.cost = withCeiling(1200);
  await open(api);
  fireEvent.click(screen.getByRole('button', { name: 'It cannot be so' }));
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'Ask the model' }));
  await pass(1);
  const answer = screen.getByRole('region', { name: 'Answer' });
  expect(answer.textContent).toContain('Waking the model');
  // The wake had ended for another, its endpoint has gone, and the day is used up.
  api.cost = withCeiling(7300);
  api.asleep();
  await pass(10);
  expect(answer.textContent).toContain('Held for today');
  expect(answer.textContent).toContain('woken for it after 00:00 UTC');
  expect(answer.textContent).toContain('Your question is kept');
  expect(document.title).toMatch(/^Held for today/);
});
