import { mergeConfig } from 'vitest/config';
import base from '../../../vitest.base.ts';

// The container turns ONNX Runtime's telemetry off by itself; here the handler is called without it.
export default mergeConfig(base, { test: { env: { ORT_DISABLE_TELEMETRY: '1' } } });
