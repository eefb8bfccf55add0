import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { until } from '../conformance/asker.ts';
import { endpoints } from '../conformance/processes.ts';
import { putOut } from '../conformance/put-out.ts';
import { useUpTheDay } from '../conformance/use-up-the-day.ts';
import { openPage, type OpenPage } from './open-page.ts';

const LIFE_MS = 120_000;

/** Without a function, and slow enough for the wake to be visible. */
const CONFIG = {
  'pilotlight:models': JSON.stringify({ entailment: { serving: 'realtime', whileWaking: 'park' } }),
  'local:endpointCreationSeconds': '3',
  'pilotlight:awakeHoursPerDay': '2',
};

const { name } = inject('view');

describe(`the page on ${name}`, () => {
  let opened: OpenPage;
  let page: Page;
  const environmentDirectory = mkdtempSync(join(tmpdir(), 'pilotlight-page-'));

  beforeAll(async () => {
    opened = await openPage({ config: CONFIG, environmentDirectory }, LIFE_MS / 3);
    page = opened.page;
  }, LIFE_MS);

  afterAll(async () => {
    await opened.close();
    await rm(environmentDirectory, { recursive: true, force: true });
  }, LIFE_MS);

  const shoot = (moment: string) => opened.shoot(moment);
  const state = (title: string) =>
    page.getByRole('banner').locator(`css=[data-status="${title}"]`).first().waitFor();

  async function ask(hypothesis: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Hypothesis' }).fill(hypothesis);
    await page.getByRole('button', { name: 'Ask the model' }).click();
  }

  /** The text of the probabilities, once they are shown. */
  async function verdict(): Promise<string> {
    const shares = page.getByRole('list', { name: 'Probability of each class' });
    await shares.waitFor();
    return shares.innerText();
  }

  it('shows the endpoint asleep', { timeout: LIFE_MS }, async () => {
    await page.goto(opened.deployment.url);
    await state('asleep');
    await shoot('1-asleep');
  });

  it('shows the progress of the wake, and then the answer', { timeout: LIFE_MS }, async () => {
    await ask('A boy is outside.');
    await page.getByRole('progressbar').first().waitFor();
    await state('waking');
    await shoot('2-waking');
    expect(await verdict()).toMatch(/Entailment[\s\S]*\d+\s?%/);
    await state('awake');
    await shoot('3-answered');
    expect(endpoints()).toHaveLength(1);
  });

  it('answers at once while the endpoint is awake', { timeout: LIFE_MS }, async () => {
    await page.getByRole('tab', { name: 'Try it' }).click();
    await page.getByRole('textbox', { name: 'Premise' }).fill('A man is playing a guitar.');
    await page.getByRole('textbox', { name: 'Hypothesis' }).fill('A man is asleep.');
    await page.getByRole('button', { name: 'Ask the model' }).click();
    expect(await verdict()).toMatch(/Contradiction/);
    await shoot('4-tried');
  });

  it('shows the endpoint fall asleep when it is idle', { timeout: LIFE_MS }, async () => {
    await state('asleep');
    await until('the endpoint has no process', () => endpoints().length === 0 || undefined);
    await shoot('5-asleep-again');
  });

  it('wakes it again', { timeout: LIFE_MS }, async () => {
    await page.getByRole('button', { name: 'Ask the model' }).click();
    await state('waking');
    await state('awake');
    expect(await verdict()).toMatch(/Contradiction/);
  });

  it('marks an invalid input', { timeout: LIFE_MS }, async () => {
    await page.getByRole('textbox', { name: 'Premise' }).fill('');
    await page.getByRole('button', { name: 'Ask the model' }).click();
    await page.locator('css=[aria-invalid="true"]').first().waitFor();
    await shoot('6-mistake');
  });

  it(
    "shows the cost, and says when the day's awake hours are used up",
    { timeout: LIFE_MS },
    async () => {
      await putOut(opened.deployment, 'entailment');
      await state('asleep');
      const head = page.getByRole('banner');
      await head.getByText(/^Cost .*sleeping saved .*Awake today: .* of 2 hours\.$/).waitFor();
      await shoot('7-cost');
      await useUpTheDay(environmentDirectory);
      await page.getByRole('button', { name: 'Wake it' }).click();
      await head
        .getByText(/awake hours are used up.*00:00 UTC/)
        .first()
        .waitFor();
      await shoot('8-used-up');
      expect(opened.mishaps.splice(0)).toEqual([expect.stringContaining('429')]);
    },
  );

  it('fits its width and logs no error', async () => {
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    expect(opened.mishaps).toEqual([]);
  });
});
