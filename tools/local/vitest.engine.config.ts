import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/** Two at once, also where there are two processors: each has an engine and a cloud of its own, and mostly waits. */
export default mergeConfig(base, {
  test: { include: ['tests/conformance/engine*.test.ts'], maxWorkers: 2 },
});
