import { defineConfig } from 'vitest/config';

/** @pulumi/aws takes a second to load; the tests leave nothing behind that another file could see. */
export default defineConfig({ test: { isolate: false } });
