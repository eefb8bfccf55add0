import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

// The program under attack and overload, and in want of what it needs: run by itself, for it measures.
export default mergeConfig(base, {
  test: {
    include: ['hard/**/*.hard.ts'],
    testTimeout: 120_000,
    fileParallelism: false,
  },
});
