import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/**
 * What needs more than Node is apart: the engine needs Pulumi's CLI, the page a browser. Two files at once, also where
 * there are two processors: they mostly wait.
 */
export default mergeConfig(base, {
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/conformance/engine*.test.ts'],
    maxWorkers: 2,
  },
});
