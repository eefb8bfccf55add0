import { mergeConfig } from 'vitest/config';
import base from '../../../vitest.base.ts';

// The container turns off ONNX Runtime's telemetry; these tests call the handler without the container.
export default mergeConfig(base, { test: { env: { ORT_DISABLE_TELEMETRY: '1' } } });
