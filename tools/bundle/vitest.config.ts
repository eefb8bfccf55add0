import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

export default mergeConfig(base, {
  test: {
    // The program itself is started here: on a busy machine that takes its time.
    testTimeout: 30_000,
    // Read when ONNX Runtime is loaded, hence before any import of a test.
    env: { ORT_DISABLE_TELEMETRY: '1' },
  },
});
