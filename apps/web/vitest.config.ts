import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

export default mergeConfig(base, {
  test: {
    environment: 'happy-dom',
    // The page's modules keep what a reload of the page would clear.
    isolate: true,
    include: ['tests/**/*.test.{ts,tsx}'],
  },
});
