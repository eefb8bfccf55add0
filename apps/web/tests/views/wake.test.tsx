import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { FakeApi, refusal } from '../FakeApi.ts';
import { plain } from '../fixtures/entailment.ts';
import { open, pass, useFreshBrowser } from './open.tsx';

useFreshBrowser();

const banner = () => screen.getByRole('banner');
const answer = () => screen.getByRole('region', { name: 'Answer' });
const ask = async () => {
  fireEvent.click(screen.getByRole('button', { name: 'It cannot be so' }));
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'Ask the model' }));
  await pass(0.1);
};
const looks = (api: FakeApi) =>
  api.calls.filter((call) => call.startsWith('GET /v1/predictions/')).length;

test('asleep: keeps the question, shows the wake, then shows the answer', async () => {
  const api = new FakeApi(plain);
  await open(api);
  expect(banner().textContent).toContain('Asleep');
  await ask();
  expect(answer().textContent).toContain('Your question is kept');
  expect(document.title).toMatch(/^Waking/);
  await pass(4);
  const bar = screen.getByRole('progressbar');
  expect(bar.getAttribute('aria-valuetext')).toBe(
    'SageMaker is starting the container, 4 seconds of about 10 seconds',
  );
  expect(Number(bar.getAttribute('aria-valuenow'))).toBeCloseTo(36, -1);
  expect(banner().textContent).toContain('0:04 of about 0:10');
  await pass(9);
  expect(answer().textContent).toContain('Entailment');
  expect(banner().textContent).toContain('Awake');
  expect(screen.queryByRole('progressbar')).toBeNull();
  expect(document.title).toMatch(/^Answered/);
  expect(looks(api)).toBe(4);
});

test('fetches the answer as soon as the endpoint is seen awake, before `Retry-After`', async () => {
  const api = new FakeApi(plain);
  api.wakeSeconds = 4;
  api.retryAfterSeconds = 30;
  await open(api);
  await ask();
  await pass(8);
  expect(banner().textContent).toContain('Awake');
  await pass(0.1);
  expect(answer().textContent).toContain('Entailment');
  expect(looks(api)).toBe(1);
});

test('a reload resumes the wait, with the question in the form', async () => {
  const api = new FakeApi(plain);
  await open(api);
  await ask();
  await pass(4);
  await open(api);
  expect(screen.getByLabelText<HTMLTextAreaElement>('Hypothesis').value).toBe(
    'The dog is running.',
  );
  expect(answer().textContent).toContain('Your question is kept');
  await pass(10);
  expect(answer().textContent).toContain('Entailment');
  expect(api.calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
  await open(api);
  expect(answer().textContent).toContain('The answer appears here');
});

test('offline while waiting: says so, and the answer still comes', async () => {
  const api = new FakeApi(plain);
  await open(api);
  await ask();
  api.online = false;
  await pass(6);
  expect(answer().textContent).toContain('Still trying; your question is not lost');
  expect(banner().textContent).toContain('The service does not answer. Still trying.');
  api.online = true;
  const before = looks(api);
  window.dispatchEvent(new Event('online'));
  await pass(0.1);
  expect(looks(api)).toBe(before + 1);
  expect(banner().textContent).not.toContain('Still trying');
  await pass(30);
  expect(answer().textContent).toContain('Entailment');
});

test('a parked question that fails shows the reason', async () => {
  const api = new FakeApi(plain);
  await open(api);
  await ask();
  const id = `01J${'0'.repeat(23)}`;
  api.once(`GET /v1/predictions/${id}`, () =>
    Response.json({
      id,
      model: 'entailment',
      status: 'failed',
      createdAt: '',
      error: { status: 503, code: 'endpoint_failed', detail: 'No capacity.', title: '', type: '' },
    }),
  );
  await pass(4);
  expect(answer().textContent).toContain('The endpoint could not be started');
  expect(answer().textContent).toContain('No capacity.');
});

test('reports an expired id, and does not poll it again', async () => {
  const api = new FakeApi(plain);
  await open(api);
  await ask();
  api.once(`GET /v1/predictions/01J${'0'.repeat(23)}`, () =>
    refusal(404, 'prediction_unknown', 'It is kept for a day.'),
  );
  await pass(4);
  expect(answer().textContent).toContain('The answer is no longer kept');
  await pass(60);
  expect(looks(api)).toBe(1);
});

test('"Stop waiting" frees the form, and a reload does not resume the wait', async () => {
  const api = new FakeApi(plain);
  await open(api);
  await ask();
  fireEvent.click(screen.getByRole('button', { name: 'Stop waiting' }));
  await pass(30);
  expect(looks(api)).toBe(0);
  expect(document.activeElement?.tagName).toBe('TEXTAREA');
  await open(api);
  expect(answer().textContent).toContain('The answer appears here');
});

test('"Wake it" wakes without a question, and keeps the focus in the header', async () => {
  const api = new FakeApi(plain);
  await open(api);
  fireEvent.click(screen.getByRole('button', { name: 'Wake it' }));
  await pass(1);
  expect(api.calls).toContain('POST /v1/models/entailment/wake');
  expect(banner().textContent).toContain('Waking');
  expect(banner().contains(document.activeElement)).toBe(true);
  await pass(12);
  expect(banner().textContent).toContain('Awake');
});

test('a refused wake says why', async () => {
  const api = new FakeApi(plain);
  await open(api);
  api.once('POST /v1/models/entailment/wake', () =>
    refusal(503, 'cloud_throttled', 'Try again in 5 s.'),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Wake it' }));
  await pass(10);
  expect(banner().textContent).toContain('Too many requests right now: Try again in 5 s.');
});

test('a failed endpoint shows its reason and can be tried again', async () => {
  const api = new FakeApi(plain);
  api.failedReason = 'The container did not pass its health check.';
  await open(api);
  expect(banner().textContent).toContain('Failed The container did not pass its health check.');
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await pass(1);
  expect(banner().textContent).toContain('Waking');
});

test('an unknown state is shown as such, the model can still be asked, and the state recovers', async () => {
  const api = new FakeApi(plain);
  api.unknown = true;
  await open(api);
  expect(banner().textContent).toContain('Unknown AWS does not report its state right now.');
  expect(screen.queryByRole('button', { name: 'Wake it' })).toBeNull();
  await ask();
  expect(answer().textContent).toContain('Waiting for the model');
  api.unknown = false;
  await pass(30);
  expect(banner().textContent).toContain('Awake');
  expect(answer().textContent).toContain('Entailment');
});

test('reads the state every few seconds, less often when nothing changes, and not while hidden', async () => {
  const api = new FakeApi(plain);
  await open(api);
  const reads = () => api.calls.filter((call) => call === 'GET /v1/models/entailment').length - 1;
  await pass(21);
  expect(reads()).toBe(3);
  await pass(600);
  expect(reads()).toBeLessThan(35);
  const before = reads();
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  await pass(31);
  const whenHidden = reads();
  await pass(600);
  expect(reads()).toBe(whenHidden);
  expect(whenHidden - before).toBeLessThanOrEqual(1);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  await pass(1);
  expect(reads()).toBe(whenHidden + 1);
});
