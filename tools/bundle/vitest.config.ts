import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

// ONNX Runtime reads it when it is loaded, so it must be set before a test imports anything.
export default mergeConfig(base, { test: { env: { ORT_DISABLE_TELEMETRY: '1' } } });
