import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

// Read when ONNX Runtime is loaded, hence before any import of a test.
export default mergeConfig(base, { test: { env: { ORT_DISABLE_TELEMETRY: '1' } } });
