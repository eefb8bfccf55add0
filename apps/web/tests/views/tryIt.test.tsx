import { fireEvent, screen, within } from '@testing-library/preact';
import type { ModelManifest } from '@pilotlight/contracts';
import { expect, test, vi } from 'vitest';
import { FakeApi, refusal } from '../FakeApi.ts';
import { plain } from '../fixtures/entailment.ts';
import { prices } from '../fixtures/prices.ts';
import { open, pass, useFreshBrowser } from './open.tsx';

useFreshBrowser();

const answer = () => screen.getByRole('region', { name: 'Answer' });
const ask = async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Ask the model' }));
  await pass(0.1);
  await pass(0.1);
};
const fill = async (title = 'It must be so') => {
  fireEvent.click(screen.getByRole('button', { name: title }));
  await pass(0);
};

test('awake: an example fills the form, and the answer is a label with a bar for each class', async () => {
  const api = new FakeApi(plain);
  api.awake();
  await open(api);
  await fill();
  expect(screen.getByLabelText<HTMLTextAreaElement>('Premise').value).toBe(
    'Two girls jump into a puddle.',
  );
  await ask();
  const bars = within(answer()).getAllByRole('listitem');
  expect(bars.map((bar) => bar.textContent)).toEqual([
    'Entailment92.0%',
    'Neutral4.0%',
    'Contradiction4.0%',
  ]);
});

test('an empty field is marked and focused, and nothing is sent', async () => {
  const api = new FakeApi(plain);
  await open(api);
  await ask();
  const premise = screen.getByLabelText('Premise');
  expect(premise.getAttribute('aria-invalid')).toBe('true');
  const described = (premise.getAttribute('aria-describedby') ?? '').split(' ');
  expect(described.map((id) => document.getElementById(id)?.textContent)).toContain(
    'Write something here.',
  );
  expect(document.activeElement).toBe(premise);
  expect(api.calls.some((call) => call.startsWith('POST'))).toBe(false);
});

test('counts characters, and refuses a text over the limit before sending it', async () => {
  const api = new FakeApi(plain);
  await open(api);
  await fill();
  fireEvent.input(screen.getByLabelText('Hypothesis'), { target: { value: 'x'.repeat(41) } });
  await ask();
  expect(screen.getByText('41 / 40', { exact: false })).toBeTruthy();
  expect(screen.getByText('At most 40 characters; this has 41.')).toBeTruthy();
  expect(api.calls.some((call) => call.startsWith('POST'))).toBe(false);
});

test('a 422 is shown beside its field, which gets the focus; editing the field removes the message', async () => {
  const api = new FakeApi(plain);
  await open(api);
  api.once('POST /v1/models/entailment/predictions', () =>
    refusal(422, 'input_invalid', 'The input does not fit.', [
      { pointer: '/hypothesis', detail: 'is too short' },
    ]),
  );
  await fill();
  await ask();
  const hypothesis = screen.getByLabelText('Hypothesis');
  expect(screen.getByText('Is too short')).toBeTruthy();
  expect(document.activeElement).toBe(hypothesis);
  expect(answer().textContent).toContain('Something in the form needs changing');
  fireEvent.input(hypothesis, { target: { value: 'Longer.' } });
  await pass(0);
  expect(screen.queryByText('Is too short')).toBeNull();
});

test("explains API Gateway's own 413, which has no code; the form keeps its text", async () => {
  const api = new FakeApi(plain);
  await open(api);
  api.once('POST /v1/models/entailment/predictions', () =>
    Response.json({ message: 'Request Too Long' }, { status: 413 }),
  );
  await fill();
  await ask();
  expect(answer().textContent).toContain('That is too long for one question');
  expect(screen.getByLabelText<HTMLTextAreaElement>('Hypothesis').value).toBe(
    'Children are playing.',
  );
});

test('a model of another kind: each kind of field, and an answer without labels', async () => {
  const api = new FakeApi(prices);
  api.awake();
  let sent: unknown;
  api.output = (input) => {
    sent = input;
    return { price: 312500, range: { low: 290000 } };
  };
  await open(api);
  await fill('A small flat');
  await ask();
  expect(sent).toEqual(prices.examples[0]?.input);
  expect(within(answer()).getByText('312500')).toBeTruthy();
  expect(within(answer()).getByText('290000')).toBeTruthy();
});

test('shows everything that the output schema declares, with titles, labels and lists', async () => {
  const model: ModelManifest = {
    ...plain,
    output: {
      type: 'object',
      properties: {
        label: { type: 'string', title: 'Relation' },
        probabilities: { type: 'array', title: 'Sureness', items: { type: 'number' } },
        nearest: { type: 'array', title: 'Nearest words', description: 'in order', items: {} },
        flags: { type: 'object', properties: { long_text: { type: 'boolean', title: 'Long' } } },
        grade: { oneOf: [{ const: 2, title: 'Good' }] },
        missing_value: { type: ['number', 'null'] },
      },
    },
  };
  const api = new FakeApi(model);
  api.awake();
  api.output = () => ({
    more: [[1, 2], [3]],
    missing_value: null,
    grade: 2,
    flags: { long_text: true },
    nearest: ['pond', 'lake'],
    probabilities: [0.2, 0.7, 0.1],
    label: 'neutral',
  });
  await open(api);
  await fill();
  await ask();
  const shown = answer().textContent ?? '';
  expect(shown).toMatch(/^RelationNeutral70\.0%It is left open\.Sureness/);
  expect(shown).toContain('Entailment20.0%Neutral70.0%Contradiction10.0%');
  expect(shown).toMatch(
    /Nearest words \(in order\)pondlakeFlagsLongyesGradeGoodMissing valuenoneMore123Answered by/,
  );
});

test('a suggestion fills the text, which can be changed; an empty one is not sent', async () => {
  const shape = {
    type: 'string',
    title: 'Shape',
    anyOf: [{ const: '(S)', title: 'They sing.' }, { title: 'Others' }],
  };
  const model: ModelManifest = {
    ...prices,
    input: { type: 'object', properties: { shape } },
    examples: [{ title: 'None', input: {} }],
  };
  const api = new FakeApi(model);
  api.awake();
  const sent: unknown[] = [];
  api.output = (input) => {
    sent.push(input);
    return {};
  };
  await open(api);
  const list = () => screen.getByLabelText<HTMLSelectElement>(/^Shape \(optional\)/);
  const text = () => screen.getByLabelText<HTMLTextAreaElement>('Shape, as text');
  await ask();
  fireEvent.input(list(), { target: { value: '0' } });
  expect(text().value).toBe('(S)');
  await ask();
  fireEvent.input(text(), { target: { value: '(S) (NP)' } });
  expect(list().selectedOptions[0]?.textContent).toBe('(as written below)');
  await ask();
  fireEvent.input(list(), { target: { value: '' } });
  expect(text().value).toBe('');
  expect(sent).toEqual([{}, { shape: '(S)' }, { shape: '(S) (NP)' }]);
});

test('a base64 field takes a file, and an example fills it', async () => {
  const picture = { type: 'string', title: 'Photo', contentEncoding: 'base64' };
  const model: ModelManifest = {
    ...prices,
    input: {
      type: 'object',
      properties: { photo: { ...picture, contentMediaType: 'image/png', maxLength: 4096 } },
      required: ['photo'],
    },
    examples: [{ title: 'A dot', input: { photo: btoa('a dot') } }],
  };
  const api = new FakeApi(model);
  api.awake();
  const sent: unknown[] = [];
  api.output = (input) => sent.push(input);
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('no canvas here')));
  await open(api);
  await ask();
  expect(screen.getByText('Choose a file.')).toBeTruthy();
  await fill('A dot');
  expect(screen.getByText(/from the example, 5 bytes/)).toBeTruthy();
  await ask();
  const control = screen.getByLabelText<HTMLInputElement>('Photo');
  expect(control.accept).toBe('image/png');
  const choose = async (text: string) => {
    const file = new File([text], 'mine.png', { type: 'image/png' });
    fireEvent.change(control, { target: { files: [file] } });
    await pass(0.1);
    await pass(0.1);
  };
  await choose('x'.repeat(2000));
  expect(screen.getByText(/mine\.png, 2 KB/)).toBeTruthy();
  await ask();
  expect(sent).toEqual([{ photo: btoa('a dot') }, { photo: btoa('x'.repeat(2000)) }]);
  await choose('x'.repeat(4000));
  await ask();
  expect(screen.getByText('Choose a file of at most 3 KB.')).toBeTruthy();
});

test('a second press does not send a question twice', async () => {
  const api = new FakeApi(plain);
  await open(api);
  await fill();
  fireEvent.click(screen.getByRole('button', { name: 'Ask the model' }));
  await ask();
  await ask();
  expect(api.calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
});
