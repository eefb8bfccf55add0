import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

export default mergeConfig(base, {
  test: {
    environment: 'happy-dom',
    projects: [
      // The page's modules keep what a reload of the page would clear.
      { extends: true, test: { name: 'views', include: ['tests/**/*.test.tsx'], isolate: true } },
      { extends: true, test: { name: 'parts', include: ['tests/**/*.test.ts'] } },
    ],
  },
});
