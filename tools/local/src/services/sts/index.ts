import { defineService } from '../service.ts';
import { callerIdentity } from './resources.ts';
import { stsService } from './service.ts';

/** STS: who a caller is. The smallest service, and the template for another. */
export const sts = defineService({
  name: 'sts',
  start: ({ arns, accountId }) => ({ wire: [stsService(arns, accountId)] }),
  invokes: [callerIdentity],
});
