import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/** The page in a real browser; apart from `test`, for it needs Chromium. */
export default mergeConfig(base, { test: { include: ['tests/browser/**/*.browser.ts'] } });
