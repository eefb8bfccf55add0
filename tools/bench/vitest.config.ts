import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

// Programs are started here: on a busy machine that takes its time.
export default mergeConfig(base, {
  test: { include: ['tests/**/*.test.ts'], testTimeout: 30_000 },
});
