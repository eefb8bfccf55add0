import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/**
 * Whole stacks by the in-process driver; separate from `test`, because they take minutes. Three files run at once, even on two
 * processors: they mostly wait.
 */
export default mergeConfig(base, {
  test: {
    include: ['tests/**/*.stack.ts'],
    globalSetup: 'tests/conformance/provide-workspace.ts',
    maxWorkers: 3,
  },
});
