import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

// Tests of the program under malformed requests, overload and lack of resources. They measure, so run nothing in
// parallel.
export default mergeConfig(base, {
  test: {
    include: ['hard/**/*.hard.ts'],
    testTimeout: 120_000,
    fileParallelism: false,
    isolate: true,
  },
});
