import { defineConfig } from 'vitest/config';

// Programs and worker threads are started here: on a busy machine that takes its time.
export default defineConfig({ test: { testTimeout: 30_000 } });
