import { fireEvent, screen } from '@testing-library/preact';
import type { ModelDetail } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { FakeApi } from '../FakeApi.ts';
import { entailment, plain } from '../fixtures/entailment.ts';
import { open, pass, useFreshBrowser } from './open.tsx';

useFreshBrowser();

const banner = () => screen.getByRole('banner');
const answer = () => screen.getByRole('region', { name: 'Answer' });
const ask = async () => {
  fireEvent.click(screen.getByRole('button', { name: 'It cannot be so' }));
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'Ask the model' }));
  await pass(0.1);
  await pass(0.1);
};

async function opened(servingMode: ModelDetail['servingMode'], functionAnswers = true) {
  const api = new FakeApi(plain);
  api.servingMode = servingMode;
  api.functionAnswers = functionAnswers;
  await open(api);
  return api;
}

test('function: always on, with nothing to wake, and it says who answered', async () => {
  await opened('function');
  expect(banner().textContent).toContain('Always on A function answers. It costs only while it');
  expect(banner().textContent).not.toMatch(/asleep|wakes/i);
  expect(screen.queryByRole('button', { name: /Wake/ })).toBeNull();
  await ask();
  expect(answer().textContent).toMatch(
    /Answered by the function in .* s\. It costs only while it answers\.$/,
  );
});

test('serverless: always on, and it says what such answers cost', async () => {
  const api = new FakeApi(plain);
  api.servingMode = 'serverless';
  api.answerCost = {
    perRequestUsd: 0,
    perSecondUsd: 0.3,
    memoryMegabytes: 3072,
    pricesAsOf: '2026-11',
    note: 'List prices',
  };
  await open(api);
  expect(banner().textContent).toContain(
    'Always on A serverless endpoint answers. It costs only while it does.',
  );
  expect(screen.queryByRole('button', { name: /Wake/ })).toBeNull();
  expect(screen.getByText(/a thousand answers of a second cost/).textContent).toBe(
    '$0.3 for each second of an answer, with 3072 MB of memory: a thousand answers of a second cost $300.00. List prices, as of 2026-11.',
  );
  await ask();
  expect(answer().textContent).toMatch(
    /Answered by the serverless endpoint in .* s\. It costs only while it answers: a thousand such answers cost \$\d+\.\d\d at most\.$/,
  );
});

test('auto: the function answers while the endpoint sleeps, and the page says why', async () => {
  const api = await opened('auto');
  expect(banner().textContent).toContain(
    'Ready A function answers at once. The endpoint sleeps: it would cost more for this traffic.',
  );
  expect(banner().textContent).not.toContain('The first question wakes it');
  await ask();
  expect(answer().textContent).toContain(
    '; the endpoint sleeps, because this traffic costs less in the function.',
  );
  expect(api.state.status).toBe('asleep');
});

test('auto: the endpoint can be woken; until it is awake the function answers, then the endpoint', async () => {
  await opened('auto');
  fireEvent.click(screen.getByRole('button', { name: 'Wake the endpoint' }));
  await pass(3);
  expect(banner().textContent).toContain(
    'Waking SageMaker is starting the container. A function answers until then.',
  );
  expect(banner().textContent).toContain('of about 0:10');
  expect(screen.getByRole('progressbar')).toBeTruthy();
  await ask();
  expect(answer().textContent).toContain('the endpoint is waking, and answers once it is awake.');
  await pass(12);
  expect(banner().textContent).toContain(
    'Awake Answers at once. Stops when the function costs less again.',
  );
  expect(answer().textContent).toContain('the endpoint is awake now, and answers from here on.');
  await ask();
  expect(answer().textContent).toMatch(
    /Answered by the endpoint in .* s\. It stops when the function costs less again\.$/,
  );
});

test('auto: an endpoint that failed keeps nobody from an answer', async () => {
  const api = await opened('auto');
  api.failedReason = 'No capacity.';
  await pass(10);
  expect(banner().textContent).toContain('Failed No capacity. A function answers.');
  await ask();
  expect(answer().textContent).toContain('; the endpoint could not be started.');
});

test('realtime with a function: the first question is answered at once, and wakes the endpoint', async () => {
  const api = await opened('realtime');
  expect(banner().textContent).toContain(
    'Ready A function answers at once, until the first question has woken the endpoint.',
  );
  await ask();
  expect(answer().textContent).toContain('Answered by the function');
  expect(api.state.status).toBe('waking');
});

test('realtime alone: an answer that had to wait says how long', async () => {
  await opened('realtime', false);
  await ask();
  await pass(13);
  expect(answer().textContent).toMatch(/Answered by the endpoint in 1\d seconds\.$/);
});

test('a question that waits for a busy function does not say that the model wakes', async () => {
  const api = await opened('function');
  const id = `01J${'0'.repeat(23)}`;
  const queued = { id, model: 'entailment', status: 'queued', createdAt: '' };
  api.once('POST /v1/models/entailment/predictions', () => Response.json(queued, { status: 202 }));
  await ask();
  expect(answer().textContent).toContain('Waiting for the function');
  expect(answer().textContent).not.toContain('Waking');
});

test('the exercise says who answered, too', async () => {
  const api = new FakeApi(entailment);
  api.servingMode = 'function';
  api.functionAnswers = true;
  await open(api);
  fireEvent.input(screen.getByRole('textbox'), { target: { value: 'It must be so.' } });
  await pass(0);
  fireEvent.click(screen.getByRole('button', { name: 'Ask the model' }));
  await pass(0.1);
  await pass(0.1);
  expect(screen.getByRole('region', { name: 'Verdict' }).textContent).toContain(
    'Answered by the function in',
  );
});
