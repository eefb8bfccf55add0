// @vitest-environment node
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle, type Built } from '../bundle.ts';

/** Limit of the page's transfer size: HTML, script and style, gzipped. */
const MOST_GZIP_BYTES = 36_000;

let folder: string;
let built: Built[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pilotlight-web-'));
  built = await bundle(folder);
});
afterAll(() => rm(folder, { recursive: true }));

test('nothing is inline and nothing comes from another origin, as a strict policy requires', async () => {
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  expect(html).not.toMatch(/<style|style=|\son\w+=|https?:/);
  expect([...html.matchAll(/<script\b[^>]*>([^<]*)/g)].map(([, inside]) => inside)).toEqual(['']);
});

test('every asset URL in the HTML and the code is an existing file with a hash in its name', async () => {
  const files = (await readdir(join(folder, 'assets'))).filter((file) => !/\.(br|gz)$/.test(file));
  const texts = await Promise.all(
    built
      .filter(({ path }) => /\.(html|js)$/.test(path))
      .map(({ path }) => readFile(join(folder, path), 'utf8')),
  );
  const named = texts.flatMap((text) => [...text.matchAll(/\/assets\/([\w.-]+)/g)]);
  const addresses = new Set(named.map(([, file]) => file ?? ''));
  expect(addresses.size).toBe(files.length);
  for (const file of addresses) {
    expect(files).toContain(file);
    expect(file).toMatch(/-[A-Z\d]{8}\.\w+$/);
  }
});

test('third-party licences are shipped with the code', async () => {
  const file = built.find(({ path }) => path.includes('licenses-'));
  expect(await readFile(join(folder, file?.path ?? ''), 'utf8')).toMatch(/preact[\s\S]*MIT/i);
});

test('every file has a gzip and a Brotli copy', async () => {
  for (const { path, gzipBytes, brotliBytes } of built) {
    const [plain, gzip, brotli] = await Promise.all(
      ['', '.gz', '.br'].map((end) => readFile(join(folder, path + end))),
    );
    expect([gzip?.length, brotli?.length]).toEqual([gzipBytes, brotliBytes]);
    expect(gunzipSync(gzip ?? '')).toEqual(plain);
    expect(brotliDecompressSync(brotli ?? '')).toEqual(plain);
  }
});

test('the page stays below its size limit', () => {
  const wire = built.filter(({ path }) => /\.(js|css|html)$/.test(path));
  expect(wire.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0)).toBeLessThan(MOST_GZIP_BYTES);
});
