import { defineConfig, mergeConfig, type ViteUserConfig } from 'vitest/config';

/** What every project's tests share. */
const base: ViteUserConfig = defineConfig({
  test: {
    // Many tests start servers, programs or worker threads, which takes its time on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    onConsoleLog(log, type) {
      // Nobody reads the output of a test that passes.
      throw new Error(`a test printed to ${type}: ${log}`);
    },
  },
});

/** For test files that leave nothing behind which another file could see: their imports are loaded once. */
export const shared: ViteUserConfig = mergeConfig(base, { test: { isolate: false } });

export default base;
