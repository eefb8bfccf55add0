import { defineConfig, mergeConfig, type ViteUserConfig } from 'vitest/config';

/** What every project's tests share. */
const base: ViteUserConfig = defineConfig({
  test: {
    // Many tests start servers, programs or worker threads, which is slow on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    onConsoleLog(log, type) {
      // Nobody reads the output of a test that passes.
      throw new Error(`a test printed to ${type}: ${log}`);
    },
  },
});

/**
 * For projects whose test files leave no state that another file could see: imports are loaded once for all of them.
 */
export const shared: ViteUserConfig = mergeConfig(base, { test: { isolate: false } });

export default base;
