import { mergeConfig } from 'vitest/config';
import base from '../../vitest.base.ts';

/** What the functions send, judged by AWS's own service models; separate from `test`, because it needs botocore. */
export default mergeConfig(base, {
  test: {
    include: ['tests/botocore/**/*.botocore.ts'],
    globalSetup: 'tests/conformance/provide-workspace.ts',
  },
});
