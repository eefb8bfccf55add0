import { mergeConfig } from 'vitest/config';
import base from '../vitest.base.ts';

/** @pulumi/aws takes a second to load; the tests leave nothing behind that another file could see. */
export default mergeConfig(base, { test: { isolate: false } });
