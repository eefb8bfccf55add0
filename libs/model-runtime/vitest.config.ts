import { defineConfig } from 'vitest/config';

// Worker threads that load a native module are started here: on a busy machine that takes its time.
export default defineConfig({ test: { testTimeout: 30_000 } });
