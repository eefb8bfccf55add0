import { defineService } from '../service.ts';
import { role, rolePolicy } from './resources.ts';

/** IAM's roles. `cloud/iam` evaluates their policies on every call. Nothing here calls its own API. */
export const iam = defineService({
  name: 'iam',
  start: ({ roles }) => ({ control: roles }),
  resources: [role, rolePolicy],
});
