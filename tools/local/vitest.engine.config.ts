import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/** One after the other: each has an engine and a cloud of its own. */
export default mergeConfig(base, {
  test: { include: ['tests/conformance/engine*.test.ts'], fileParallelism: false },
});
