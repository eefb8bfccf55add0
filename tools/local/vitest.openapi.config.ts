import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/** The API against its own description; separate from `test`, because it needs Schemathesis. */
export default mergeConfig(base, { test: { include: ['tests/openapi/**/*.openapi.ts'] } });
