import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openPage, type OpenPage } from './open-page.ts';

const LIFE_MS = 120_000;

/** Slow enough for the wake to be visible. */
const CONFIG = {
  'pilotlight:models': JSON.stringify({ entailment: { serving: 'auto' } }),
  'local:endpointCreationSeconds': '5',
};

const { name } = inject('view');

describe(`the page of a model on auto, on ${name}`, () => {
  let opened: OpenPage;
  let page: Page;

  beforeAll(async () => {
    opened = await openPage({ config: CONFIG }, LIFE_MS / 3);
    page = opened.page;
    await page.goto(`${opened.deployment.url}#/entailment/try`);
  }, LIFE_MS);

  afterAll(async () => {
    await opened.close();
  }, LIFE_MS);

  const shoot = (moment: string) => opened.shoot(`auto-${moment}`);
  const header = (words: RegExp) => page.getByRole('banner').getByText(words).first().waitFor();

  /** Asks, and returns the line that says who answered. */
  async function ask(): Promise<string> {
    await page.getByRole('button', { name: 'Ask the model' }).click();
    await page.getByText('Asking the model…').waitFor({ state: 'detached' });
    const line = page.getByText(/^Answered by the/);
    await line.waitFor();
    return line.innerText();
  }

  it(
    'says that a function answers, and why the endpoint sleeps',
    { timeout: LIFE_MS },
    async () => {
      await header(/A function answers at once\. The endpoint sleeps/);
      await page.getByRole('textbox', { name: 'Premise' }).fill('A man is playing a guitar.');
      await page.getByRole('textbox', { name: 'Hypothesis' }).fill('A man is asleep.');
      expect(await ask()).toMatch(
        /^Answered by the function in .*; the endpoint sleeps, because this traffic costs less/,
      );
      await shoot('1-function');
    },
  );

  it('answers by the function while the endpoint wakes', { timeout: LIFE_MS }, async () => {
    await page.getByRole('button', { name: 'Wake the endpoint' }).click();
    await page.getByRole('progressbar').first().waitFor();
    await header(/A function answers until then\./);
    expect(await ask()).toMatch(/^Answered by the function/);
    await shoot('2-waking');
  });

  it('answers by the endpoint once it is awake', { timeout: LIFE_MS }, async () => {
    await header(/Stops when the function costs less again\./);
    await expect.poll(ask, { timeout: 20_000 }).toMatch(/^Answered by the endpoint/);
    await shoot('3-endpoint');
  });

  it('fits its width and logs no error', async () => {
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    expect(opened.mishaps).toEqual([]);
  });
});
