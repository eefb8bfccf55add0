import type { Invoke } from '../../resources/handler.ts';

/** `aws.getCallerIdentity()`. */
export const callerIdentity: Invoke = {
  token: 'aws:index/getCallerIdentity:getCallerIdentity',
  answer: ({ accountId }) => ({
    id: accountId,
    accountId,
    arn: `arn:aws:iam::${accountId}:user/local`,
    userId: 'local',
  }),
};
