import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/**
 * Tests that need more than Node are separate: the engine needs Pulumi's CLI, the page a browser. Three files run
 * at once, even on two processors: they mostly wait.
 */
export default mergeConfig(base, {
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/conformance/engine*.test.ts'],
    globalSetup: 'tests/conformance/provide-workspace.ts',
    maxWorkers: 3,
  },
});
