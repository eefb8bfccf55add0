import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Deployment } from '../conformance/deployment.ts';
import { inProcess } from '../conformance/in-process-driver.ts';
import { ROOT } from '../conformance/workspace.ts';
import { launchChromium } from './chromium.ts';

const LIFE_MS = 240_000;
const SCREENSHOTS = resolve(import.meta.dirname, '../../dist/screenshots');

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

const { name, width, height, colorScheme } = inject('view');

describe(`the page of an asynchronous model, on ${name}`, () => {
  let deployment: Deployment;
  let browser: Browser;
  let page: Page;
  const mishaps: string[] = [];

  beforeAll(async () => {
    deployment = await inProcess({ root: ROOT, config: CONFIG });
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width, height }, colorScheme });
    page.setDefaultTimeout(LIFE_MS / 3);
    page.on('pageerror', (error) => mishaps.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') mishaps.push(message.text());
    });
    await page.goto(`${deployment.url}#/time-traveler`);
  }, LIFE_MS);

  afterAll(async () => {
    await browser.close();
    await deployment.close();
  }, LIFE_MS);

  const shoot = (moment: string) =>
    page.screenshot({ path: `${SCREENSHOTS}/${name}-upload-${moment}.png`, fullPage: true });
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
    expect(mishaps).toEqual([]);
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
