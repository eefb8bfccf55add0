import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { FakeApi } from '../FakeApi.ts';
import { entailment } from '../fixtures/entailment.ts';
import { prices } from '../fixtures/prices.ts';
import { open, pass, useFreshBrowser } from './open.tsx';

useFreshBrowser();

test('one model needs no picker', async () => {
  await open(new FakeApi(prices));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('What is it worth?');
  expect(screen.queryByLabelText('Model')).toBeNull();
  expect(screen.queryByRole('tablist')).toBeNull();
});

test('several models: the picker switches the model and the URL', async () => {
  location.hash = '#/entailment';
  await open(new FakeApi(entailment, prices));
  expect(screen.getByRole('link', { name: 'All models' }).getAttribute('href')).toBe('#/');
  fireEvent.change(screen.getByLabelText('Model'), { target: { value: 'prices' } });
  expect(location.hash).toBe('#/prices');
  await vi.waitFor(() =>
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('What is it worth?'),
  );
});

test('the URL selects a model and a tab', async () => {
  location.hash = '#/entailment/try';
  await open(new FakeApi(prices, entailment));
  expect(screen.getByRole('tab', { name: 'Try it' }).getAttribute('aria-selected')).toBe('true');
});

test('a URL with an unknown model lists the available models', async () => {
  location.hash = '#/nothing';
  await open(new FakeApi(prices));
  expect(screen.getByRole('link', { name: 'What is it worth?' }).getAttribute('href')).toBe(
    '#/prices',
  );
});

test('a service that does not answer is reported, and can be tried again', async () => {
  const api = new FakeApi(prices);
  api.online = false;
  await open(api);
  expect(screen.getByRole('alert').textContent).toContain('The service does not answer');
  api.online = true;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await pass(0.1);
  await pass(0.1);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('What is it worth?');
});

test('the model card: how it is served, licence, measured quality, data, and a command to copy', async () => {
  await open(new FakeApi(entailment));
  const card = screen.getByText('About this model').closest('details')?.textContent;
  expect(card).toContain('served by a real-time endpoint');
  expect(card).toContain('CC-BY-SA-4.0');
  expect(card).toContain('82.3% on SNLI test (9,824 cases)');
  expect(card).toContain('SNLI (CC-BY-SA-4.0)');
  expect(card).toContain('/v1/models/entailment/predictions');
});
