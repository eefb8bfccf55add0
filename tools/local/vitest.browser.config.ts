import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/** A window of a browser. */
interface View {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly colorScheme: 'light' | 'dark';
}

declare module 'vitest' {
  export interface ProvidedContext {
    readonly view: View;
  }
}

const VIEWS: readonly View[] = [
  { name: 'desktop-light', width: 1200, height: 900, colorScheme: 'light' },
  { name: 'phone-dark', width: 360, height: 780, colorScheme: 'dark' },
];

/**
 * The page in a real browser; separate from `test`, because it needs Chromium. The views are tested at the same time, each
 * with a cloud of its own: they mostly wait.
 */
export default mergeConfig(base, {
  test: {
    include: ['tests/browser/**/*.browser.ts'],
    maxWorkers: VIEWS.length,
    projects: VIEWS.map((view) => ({
      extends: true,
      test: { name: view.name, provide: { view } },
    })),
  },
});
