import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import type { Deployment, DeployOptions } from '../conformance/deployment.ts';
import { inProcess } from '../conformance/in-process-driver.ts';
import { ROOT } from '../conformance/workspace.ts';
import { launchChromium } from './chromium.ts';

const SCREENSHOTS = resolve(import.meta.dirname, '../../dist/screenshots');

export interface OpenPage {
  readonly page: Page;
  readonly deployment: Deployment;
  /** Errors of the page's scripts, and what its console shows as an error. */
  readonly mishaps: string[];
  /** Takes a screenshot `VIEW-NAME.png`: of the window, or of the whole page. */
  shoot(name: string, fullPage?: boolean): Promise<void>;
  close(): Promise<void>;
}

/**
 * Deploys the project to a cloud of its own, with its own models, and opens a window of the view that is tested.
 * @param waitMilliseconds how long the page may take for each thing that a test waits for
 */
export async function openPage(
  options: Omit<DeployOptions, 'root'>,
  waitMilliseconds: number,
): Promise<OpenPage> {
  const { name: view, width, height, colorScheme } = inject('view');
  const deployment = await inProcess({ root: ROOT, ...options });
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  page.setDefaultTimeout(waitMilliseconds);
  const mishaps: string[] = [];
  page.on('pageerror', (error) => mishaps.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') mishaps.push(message.text());
  });
  return {
    page,
    deployment,
    mishaps,
    async shoot(name, fullPage = false) {
      await page.screenshot({ path: `${SCREENSHOTS}/${view}-${name}.png`, fullPage });
    },
    async close() {
      await browser.close();
      await deployment.close();
    },
  };
}
