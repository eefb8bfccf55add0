import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

// Run after a build, or with CONTAINER_URL against whatever serves: see contract/support/server.ts.
export default mergeConfig(base, {
  test: {
    include: ['contract/**/*.contract.ts'],
    globalSetup: 'contract/support/server.ts',
    testTimeout: 60_000,
    // One server answers them all, and some load it to its limits.
    fileParallelism: false,
  },
});
