import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openPage, type OpenPage } from './open-page.ts';

const LIFE_MS = 240_000;

/** Slow enough for the wake to be visible. */
const CONFIG = {
  'pilotlight:models': JSON.stringify({ 'time-traveler': { serving: 'async' } }),
  'local:endpointCreationSeconds': '5',
};

/** A browser's picture. */
interface Picture {
  readonly naturalWidth: number;
  readonly naturalHeight: number;
  decode(): Promise<void>;
}

const { name } = inject('view');

describe(`the page of an asynchronous model, on ${name}`, () => {
  let opened: OpenPage;
  let page: Page;

  beforeAll(async () => {
    opened = await openPage({ config: CONFIG }, LIFE_MS / 3);
    page = opened.page;
    await page.goto(`${opened.deployment.url}#/time-traveler`);
  }, LIFE_MS);

  afterAll(async () => {
    await opened.close();
  }, LIFE_MS);

  const shoot = (moment: string) => opened.shoot(`upload-${moment}`, true);
  const slider = () => page.getByRole('slider', { name: 'Which picture' });
  /** Whether the browser could load and decode the picture that is shown. */
  const loaded = (title: string) =>
    page.getByRole('img', { name: title }).evaluate(async (element) => {
      const img = element as unknown as Picture;
      await img.decode();
      return [img.naturalWidth, img.naturalHeight];
    });

  it('refuses a file that is no picture before it is uploaded', { timeout: LIFE_MS }, async () => {
    await page.getByLabel('Photograph').setInputFiles({
      name: 'cat.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('GIF89a'),
    });
    await page.getByText('This file is a GIF. Choose a JPEG or a PNG.').waitFor();
    await shoot('1-refused');
  });

  it('uploads a picture, and shows each step of its job', { timeout: LIFE_MS }, async () => {
    await page.getByRole('button', { name: 'An astronaut' }).click();
    await page.getByRole('img', { name: 'Preview: An astronaut' }).waitFor();
    await page.getByRole('button', { name: 'Upload it' }).click();
    const steps = page.getByRole('list', { name: 'Steps of the job' });
    await steps.getByText('In the bucket').waitFor();
    await shoot('2-steps');
    await page.reload();
    await slider().waitFor();
    expect(await loaded('Today')).toEqual([1024, 1024]);
    await shoot('3-today');
  });

  it('leads through the years by the keyboard', { timeout: LIFE_MS }, async () => {
    await slider().focus();
    for (const title of ['1990s', '1970s', '1920s', '1850s']) {
      await page.keyboard.press('ArrowRight');
      expect(await loaded(title)).toEqual([1024, 1024]);
    }
    // Until the pictures have faded into each other.
    await page.waitForTimeout(600);
    await shoot('4-1850s');
  });

  it('downloads a picture without any metadata', { timeout: LIFE_MS }, async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download 1850s.png' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('1850s.png');
    const png = await readFile(await file.path());
    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect(chunksOf(png)).toEqual(new Set(['IHDR', 'IDAT', 'IEND']));
  });

  it('causes no error in the browser', () => {
    expect(opened.mishaps).toEqual([]);
  });
});

/** The types of the chunks of a PNG file. */
function chunksOf(png: Buffer): Set<string> {
  const types = new Set<string>();
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    types.add(png.toString('latin1', at + 4, at + 8));
  }
  return types;
}
