import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

// The program itself is started here: on a busy machine that takes its time.
export default mergeConfig(base, { test: { testTimeout: 30_000 } });
