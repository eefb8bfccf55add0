import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openPage, type OpenPage } from './open-page.ts';

const LIFE_MS = 120_000;

const CONFIG = {
  'pilotlight:models': JSON.stringify({
    sentiment: { serving: 'function' },
    'boston-housing': { serving: 'function' },
  }),
};

const { name, width } = inject('view');

describe(`the front page of a stack with two models, on ${name}`, () => {
  let opened: OpenPage;
  let page: Page;

  beforeAll(async () => {
    opened = await openPage({ config: CONFIG }, LIFE_MS / 3);
    page = opened.page;
    await page.goto(opened.deployment.url);
  }, LIFE_MS);

  afterAll(async () => {
    await opened.close();
  }, LIFE_MS);

  const shoot = (moment: string) => opened.shoot(`front-${moment}`);

  it('shows a card for each model, not wider than the window', { timeout: LIFE_MS }, async () => {
    await page.getByRole('heading', { name: 'Choose a model and ask it' }).waitFor();
    expect(await page.getByRole('listitem').count()).toBe(2);
    await shoot('1-cards');
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(width);
  });

  it('is used by keyboard: the cards in turn, Enter opens one', { timeout: LIFE_MS }, async () => {
    await page.getByRole('link', { name: 'Did they like it?' }).focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe(
      'What does a house cost?',
    );
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'What does a house cost?' }).waitFor();
  });

  it('estimates a price', { timeout: LIFE_MS }, async () => {
    await page.getByRole('button', { name: 'A quiet suburb' }).click();
    await page.getByRole('button', { name: 'Ask the model' }).click();
    await page.getByText(/^Answered by the function/).waitFor();
    expect(await page.getByRole('region', { name: 'Answer' }).innerText()).toMatch(
      /Median price[\s\S]*\d\d\.\d/,
    );
    await shoot('2-price');
  });

  it('opens a model by a click anywhere on its card', { timeout: LIFE_MS }, async () => {
    await page.getByRole('link', { name: 'All models' }).click();
    await page.getByText(/Reads a film review/).click({ force: true });
    await page.getByRole('heading', { level: 1, name: 'Did they like it?' }).waitFor();
  });

  it('marks the words of a review that moved the answer', { timeout: LIFE_MS }, async () => {
    await page.getByRole('button', { name: 'Mixed' }).click();
    await page.getByRole('button', { name: 'Ask the model' }).click();
    await page.getByText(/^Towards negative/).waitFor();
    const great = page.locator('blockquote mark', { hasText: 'great' });
    expect(await great.getAttribute('class')).toContain('mark-above');
    const mess = page.locator('blockquote mark', { hasText: 'mess' });
    expect(await mess.getAttribute('title')).toMatch(/^−\d\.\d\d$/);
    await page.locator('blockquote').scrollIntoViewIfNeeded();
    await shoot('3-marks');
  });

  it('logs no error on the way', () => {
    expect(opened.mishaps).toEqual([]);
  });
});
