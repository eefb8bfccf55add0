import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/** The page in a real browser; separate from `test`, because it needs Chromium. */
export default mergeConfig(base, { test: { include: ['tests/browser/**/*.browser.ts'] } });
