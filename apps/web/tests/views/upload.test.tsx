import type { JobStepName, Prediction, UploadRequest } from '@pilotlight/contracts';
import { fireEvent, screen, within } from '@testing-library/preact';
import { beforeEach, expect, test, vi } from 'vitest';
import { FakeApi, refusal } from '../FakeApi.ts';
import { FakeXhr } from '../FakeXhr.ts';
import { JPEG, timeTraveler } from '../fixtures/timeTraveler.ts';
import { unicorn } from '../fixtures/unicorn.ts';
import { open, pass, useFreshBrowser } from './open.tsx';

useFreshBrowser();

const ID = '01J0000000000000000000000Z';
const GET = `GET /v1/predictions/${ID}`;
const BUCKET = 'https://bucket.example';
const HEADERS = { 'content-type': 'image/jpeg', 'if-none-match': '*' };

const answer = () => screen.getByRole('region', { name: 'Answer' });
const picker = () => screen.getByLabelText<HTMLInputElement>('Photograph');
const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const fileOf = (text: string, name = 'me.jpg', type = 'image/jpeg') =>
  new File([bytesOf(text)], name, { type });

const choose = async (file: File) => {
  fireEvent.change(picker(), { target: { files: [file] } });
  await pass(0.1);
};
const upload = async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Upload it' }));
  await pass(0);
  await pass(0);
};

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'retry-after': '2' } });

/** A prediction that has come as far as the last of `names`, one second each. */
function prediction(status: Prediction['status'], ...names: JobStepName[]): Prediction {
  const steps = names.map((name, second) => ({
    name,
    at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
  }));
  const files = ['today', '1970s', '1850s'].map((name) => ({
    name: `${name}.png`,
    title: name === 'today' ? 'Today' : name,
    contentType: 'image/png',
    bytes: 9,
    url: `${BUCKET}/files/${ID}/${name}.png`,
    expiresAt: '2026-01-01T00:15:00.000Z',
  }));
  const done = status === 'succeeded' ? { files } : {};
  const createdAt = '2026-01-01T00:00:00.000Z';
  return { id: ID, model: 'time-traveler', status, createdAt, steps, ...done };
}

const ALL: JobStepName[] = ['accepted', 'uploaded', 'submitted', 'answered', 'stored'];

let announced: UploadRequest[];

async function opened(): Promise<FakeApi> {
  const api = new FakeApi(timeTraveler);
  api.servingMode = 'async';
  api.takesUploads = true;
  api.uploadBytes = 50;
  const plain = api.fetch;
  Object.assign(api, {
    fetch: async (path: string, init: RequestInit = {}) => {
      if (path.endsWith('/uploads')) announced.push(JSON.parse(String(init.body)));
      return plain(path, init);
    },
  });
  const grant = { id: ID, method: 'PUT', url: `${BUCKET}/uploads/${ID}`, headers: HEADERS };
  api.once('POST /v1/models/time-traveler/uploads', () =>
    json({ ...grant, expiresAt: '2026-01-01T00:15:00.000Z' }, 201),
  );
  await open(api);
  return api;
}

beforeEach(() => {
  announced = [];
  FakeXhr.use(200);
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('no canvas here')));
  const digest = () => Promise.resolve(new Uint8Array(32).buffer);
  vi.stubGlobal('crypto', { ...crypto, subtle: { digest } });
});

test('a picture is announced, uploaded with exactly the given headers, and followed to its files', async () => {
  const api = await opened();
  api.once(GET, () => json(prediction('queued', 'accepted', 'uploaded', 'submitted')));
  api.once(GET, () => json(prediction('succeeded', ...ALL)));
  await choose(fileOf(JPEG));
  expect(screen.getByText('me.jpg, 17 bytes')).toBeTruthy();
  await upload();
  expect(announced).toEqual([
    { contentType: 'image/jpeg', bytes: JPEG.length, checksumSHA256: `${'A'.repeat(43)}=` },
  ]);
  const [request] = FakeXhr.sent;
  expect(request?.target).toBe(`PUT ${BUCKET}/uploads/${ID}`);
  expect(request?.headers).toEqual(HEADERS);
  expect(request?.body?.size).toBe(JPEG.length);
  await pass(1.2);
  expect(answer().textContent).toContain('SageMaker starts one, in about 10 seconds');
  const steps = within(screen.getByRole('list', { name: 'Steps of the job' })).getAllByRole(
    'listitem',
  );
  expect(steps.map((step) => step.textContent)).toEqual([
    'Announceddone',
    'In the bucket1.0 s',
    'In the endpoint’s queue1.0 s',
    'Answered by the modelnow',
    'Divided into pictures',
  ]);
  await pass(2.1);
  expect(screen.getByRole('img', { name: 'Today' }).getAttribute('src')).toMatch(/today\.png$/);
});

test('the progress of the upload is shown, and cancelling it stops it', async () => {
  FakeXhr.use();
  await opened();
  await choose(fileOf(JPEG));
  await upload();
  const [request] = FakeXhr.sent;
  request?.upload.onprogress?.({ loaded: JPEG.length / 2 });
  await pass(0);
  expect(screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Upload' }).value).toBe(0.5);
  expect(answer().textContent).toContain('50% sent');
  const abort = vi.spyOn(request as FakeXhr, 'abort');
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await pass(10);
  expect(abort).toHaveBeenCalled();
  expect(FakeXhr.sent).toHaveLength(1);
  expect(answer().textContent).toContain('The pictures appear here.');
});

test('a broken upload is sent again to the same URL, and one that arrived counts', async () => {
  FakeXhr.use(0, 412);
  const api = await opened();
  api.once(GET, () => json(prediction('succeeded', ...ALL)));
  await choose(fileOf(JPEG));
  await upload();
  await pass(1.2);
  await pass(1.2);
  expect(FakeXhr.sent.map(({ target }) => target)).toEqual([
    `PUT ${BUCKET}/uploads/${ID}`,
    `PUT ${BUCKET}/uploads/${ID}`,
  ]);
  expect(announced).toHaveLength(1);
  await pass(1.2);
  expect(screen.getByRole('img', { name: 'Today' })).toBeTruthy();
});

test('an upload that S3 refuses is not sent again', async () => {
  FakeXhr.use(403);
  await opened();
  await choose(fileOf(JPEG));
  await upload();
  await pass(9);
  expect(FakeXhr.sent).toHaveLength(1);
  expect(answer().textContent).toContain('The upload was refused');
});

test.each([
  ['an empty file', '', 'This file is empty. Choose a JPEG or a PNG.'],
  ['a GIF', 'GIF89a', 'This file is a GIF. Choose a JPEG or a PNG.'],
  ['a HEIC', '\0\0\0\x18ftypheic', 'This file is a HEIC picture. Choose a JPEG or a PNG.'],
  ['a text', 'hello', 'This file is no picture that this page knows. Choose a JPEG or a PNG.'],
  ['a large file', JPEG + ' '.repeat(60), 'This file has 1 MB. Choose one of at most 1 MB.'],
])('%s is refused before it is announced', async (_what, content, words) => {
  await opened();
  await choose(fileOf(content));
  expect(screen.getByText(words)).toBeTruthy();
  await upload();
  expect(announced).toEqual([]);
  expect(document.activeElement).toBe(picker());
});

test('a PNG that is named .jpg is announced as what it is', async () => {
  await opened();
  await choose(fileOf('\x89PNG\r\n\x1a\n'));
  await upload();
  expect(announced[0]?.contentType).toBe('image/png');
});

test.each([
  ['dropped anywhere', 'drop', 'dataTransfer'],
  ['pasted', 'paste', 'clipboardData'],
])('a picture can be %s', async (_how, type, data) => {
  await opened();
  const event = new Event(type, { bubbles: true, cancelable: true });
  Object.assign(event, { [data]: { types: ['Files'], files: [fileOf(JPEG)] } });
  document.body.dispatchEvent(event);
  await pass(0.1);
  await upload();
  expect(announced).toHaveLength(1);
  // Otherwise the browser opens the file in place of the page.
  expect(event.defaultPrevented).toBe(type === 'drop');
});

test('without a secure context the page says so instead of failing', async () => {
  vi.stubGlobal('crypto', { ...crypto, subtle: undefined });
  await opened();
  await choose(fileOf(JPEG));
  await upload();
  await pass(0);
  expect(answer().textContent).toContain('This page cannot upload here');
});

test('the service’s refusal is shown with its reason', async () => {
  const api = new FakeApi(timeTraveler);
  Object.assign(api, { servingMode: 'async', takesUploads: true });
  api.once('POST /v1/models/time-traveler/uploads', () =>
    refusal(422, 'input_invalid', 'The picture is too large.'),
  );
  await open(api);
  fireEvent.click(screen.getByRole('button', { name: 'An astronaut' }));
  await pass(0.1);
  await upload();
  await pass(0);
  expect(answer().textContent).toContain('The picture is too large.');
});

test('a job that failed says why', async () => {
  const api = await opened();
  const error = { type: 'about:blank', title: 'x', status: 410, code: 'job_expired' as const };
  api.once(GET, () =>
    json({
      ...prediction('failed', 'accepted', 'uploaded'),
      error: { ...error, detail: 'No instance came.' },
    }),
  );
  await choose(fileOf(JPEG));
  await upload();
  await pass(1.2);
  expect(answer().textContent).toContain('The job was not finished in time');
  expect(answer().textContent).toContain('No instance came.');
  expect(answer().textContent).toContain('Answered by the modelnot reached');
});

test('a reload resumes the job by its id, and shows the files of one that has ended', async () => {
  const api = await opened();
  api.once(GET, () => json(prediction('queued', 'accepted', 'uploaded')));
  await choose(fileOf(JPEG));
  await upload();
  await pass(1.2);
  for (let reload = 0; reload < 2; reload++) {
    api.once(GET, () => json(prediction('succeeded', ...ALL)));
    await open(api);
    await pass(0.1);
    expect(screen.getByRole('img', { name: 'Today' })).toBeTruthy();
  }
  expect(FakeXhr.sent).toHaveLength(1);
});

async function withPictures(): Promise<FakeApi> {
  const api = await opened();
  api.once(GET, () => json(prediction('succeeded', ...ALL)));
  await choose(fileOf(JPEG));
  await upload();
  await pass(1.2);
  return api;
}

test('the slider leads through the pictures, with their words', async () => {
  await withPictures();
  const slider = screen.getByRole<HTMLInputElement>('slider', { name: 'Which picture' });
  expect([slider.min, slider.max, slider.step]).toEqual(['0', '2', '1']);
  fireEvent.input(slider, { target: { value: '1' } });
  await pass(0);
  expect(slider.getAttribute('aria-valuetext')).toBe('1970s');
  expect(screen.getAllByRole('img').map((img) => img.getAttribute('alt'))).toEqual(['1970s']);
  expect(answer().textContent).toContain('From an album.');
  fireEvent.click(screen.getByRole('button', { name: '1850s' }));
  await pass(0);
  expect(slider.value).toBe('2');
  expect(answer().textContent).toContain('A daguerreotype.');
});

test('a picture is downloaded under its name', async () => {
  await withPictures();
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(this.download);
  });
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('a picture')));
  fireEvent.click(screen.getByRole('button', { name: 'Download today.png' }));
  await pass(0.1);
  expect(saved).toEqual(['today.png']);
});

test('expired URLs are read anew, and a broken picture whose URL has not expired is left alone', async () => {
  const api = await withPictures();
  const reads = () => api.calls.filter((call) => call === GET).length;
  fireEvent.error(screen.getByRole('img', { name: 'Today' }));
  await pass(0);
  expect(reads()).toBe(1);
  vi.setSystemTime('2026-01-01T00:16:00Z');
  api.once(GET, () => json(prediction('succeeded', ...ALL)));
  fireEvent.error(screen.getByRole('img', { name: 'Today' }));
  await pass(0);
  expect(reads()).toBe(2);
});

test('a model that takes no uploads keeps its form', async () => {
  await open(new FakeApi(unicorn));
  expect(screen.getByRole('button', { name: 'Ask the model' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Upload it' })).toBeNull();
});
