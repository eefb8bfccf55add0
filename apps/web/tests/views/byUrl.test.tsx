import { fireEvent, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { FakeApi, refusal } from '../FakeApi.ts';
import { unicorn } from '../fixtures/unicorn.ts';
import { open, pass, useFreshBrowser } from './open.tsx';

useFreshBrowser();

const HORSE = 'https://example.org/horse.jpg';

const answer = () => screen.getByRole('region', { name: 'Answer' });
const url = () => screen.getByLabelText<HTMLInputElement>('Or the URL of a picture');
const picture = () => screen.getByLabelText<HTMLInputElement>('Picture');
const give = async (text: string) => {
  fireEvent.input(url(), { target: { value: text } });
  await pass(0);
};
const ask = async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Ask the model' }));
  await pass(0.1);
  await pass(0.1);
};

async function opened() {
  const api = new FakeApi(unicorn);
  api.awake();
  const sent: unknown[] = [];
  api.output = (input) => {
    sent.push(input);
    return { verdict: 'unicorn validated' };
  };
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('no canvas here')));
  await open(api);
  return { api, sent };
}

test('a picture by its URL is sent as the URL alone', async () => {
  const { sent } = await opened();
  await give(`  ${HORSE} `);
  await ask();
  expect(sent).toEqual([{ url: HORSE }]);
  expect(answer().textContent).toContain('unicorn validated');
});

test('a URL replaces the file, and a file the URL: the later one counts', async () => {
  const { sent } = await opened();
  fireEvent.click(screen.getByRole('button', { name: 'A dot' }));
  await pass(0);
  await give(HORSE);
  expect(screen.queryByText(/from the example/)).toBeNull();
  const file = new File(['mine'], 'mine.png', { type: 'image/png' });
  fireEvent.change(picture(), { target: { files: [file] } });
  await pass(0.1);
  await pass(0.1);
  expect(url().value).toBe('');
  await ask();
  expect(sent).toEqual([{ image: btoa('mine') }]);
  const written: string[] = [];
  const set = (text: string) => void written.push(text);
  Object.defineProperty(picture(), 'value', { get: () => 'mine.png', set });
  await give(HORSE);
  // The browser must not show the name of a file that is not sent.
  expect(written).toEqual(['']);
});

test('neither of both: says that one is needed, and sends nothing', async () => {
  const { sent } = await opened();
  await ask();
  expect(screen.getByText('Choose a file, or give its URL.')).toBeTruthy();
  expect(document.activeElement).toBe(picture());
  expect(sent).toEqual([]);
});

test('a refused URL is marked beside its field', async () => {
  const { api } = await opened();
  api.once('POST /v1/models/unicorn/predictions', () =>
    refusal(422, 'url_refused', 'The URL leads to no public address.', [
      { pointer: '/url', detail: 'leads to no public address' },
    ]),
  );
  await give('http://10.0.0.1/');
  await ask();
  expect(screen.getByText('Leads to no public address')).toBeTruthy();
  expect(answer().textContent).toContain('This address cannot be used');
  expect(document.activeElement).toBe(url());
});

test('the model card asks by URL, and with a file', async () => {
  await opened();
  const commands = document.querySelector('.about pre')?.textContent ?? '';
  expect(commands).toContain(`--json '{"url":"https://example.org/picture.jpg"}'`);
  expect(commands).toContain("--header 'content-type: image/jpeg' --data-binary @picture");
});
