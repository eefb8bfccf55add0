import { defineConfig } from 'vitest/config';

// The program itself is started here: on a busy machine that takes its time.
export default defineConfig({ test: { testTimeout: 30_000 } });
