import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** What every project's tests share. */
const base: ViteUserConfig = defineConfig({
  test: {
    // Many tests start servers, programs or worker threads, which is slow on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Imports are loaded once for all files of a worker. A file must leave no state that another file could see.
    isolate: false,
    onConsoleLog(log, type) {
      // Nobody reads the output of a test that passes.
      throw new Error(`a test printed to ${type}: ${log}`);
    },
  },
});

export default base;
