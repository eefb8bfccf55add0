import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** What every project's tests share: a test that prints fails, for nobody reads what passes by. */
const base: ViteUserConfig = defineConfig({
  test: {
    onConsoleLog(log, type) {
      throw new Error(`a test printed to ${type}: ${log}`);
    },
  },
});

export default base;
