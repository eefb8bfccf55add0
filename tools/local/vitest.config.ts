import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/** What needs more than Node is apart: the engine needs Pulumi's CLI, the page a browser. */
export default mergeConfig(base, {
  test: { include: ['tests/**/*.test.ts'], exclude: ['tests/conformance/engine*.test.ts'] },
});
