import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/** Three files run at once, even on two processors: each has its own engine and cloud, and often waits. */
export default mergeConfig(base, {
  test: {
    include: ['tests/conformance/engine*.test.ts'],
    globalSetup: 'tests/conformance/provide-workspace.ts',
    maxWorkers: 3,
    isolate: true,
  },
});
