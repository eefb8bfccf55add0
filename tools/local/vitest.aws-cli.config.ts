import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/** The AWS CLI against the local cloud; separate from `test`, because it needs the AWS CLI. */
export default mergeConfig(base, { test: { include: ['tests/aws-cli/**/*.aws-cli.ts'] } });
