import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/** The AWS CLI as a user of the local cloud; apart from `test`, for it needs the AWS CLI. */
export default mergeConfig(base, { test: { include: ['tests/aws-cli/**/*.aws-cli.ts'] } });
