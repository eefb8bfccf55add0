import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

// Runs after a build, or against a running server with CONTAINER_URL: see contract/support/server.ts.
export default mergeConfig(base, {
  test: {
    include: ['contract/**/*.contract.ts'],
    globalSetup: 'contract/support/server.ts',
    testTimeout: 60_000,
    // All tests use one server, and some overload it.
    fileParallelism: false,
  },
});
