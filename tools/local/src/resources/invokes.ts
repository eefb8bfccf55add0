import type { Cloud } from '../cloud/types.ts';
import type { Inputs, Outputs } from './handler.ts';

const INVOKES: Readonly<Record<string, (cloud: Cloud) => Outputs>> = {
  'aws:index/getCallerIdentity:getCallerIdentity': ({ accountId }) => ({
    id: accountId,
    accountId,
    arn: `arn:aws:iam::${accountId}:user/local`,
    userId: 'local',
  }),
  'aws:index/getRegion:getRegion': ({ region }) => ({
    id: region,
    region,
    name: region,
    description: 'this machine',
    endpoint: `ec2.${region}.amazonaws.com`,
  }),
  'aws:ecr/getAuthorizationToken:getAuthorizationToken': ({ accountId, region, ecr }) => {
    const { password, expiresAt } = ecr.issueToken();
    return {
      id: region,
      authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
      userName: 'AWS',
      password,
      proxyEndpoint: `https://${accountId}.dkr.ecr.${region}.amazonaws.com`,
      expiresAt: expiresAt.toISOString(),
    };
  },
};

/**
 * The answer of a provider's function, such as `aws.getRegion()`.
 * @throws Error that names a function, or an argument, that the local cloud does not know
 */
export function invoke(token: string, args: Inputs, cloud: Cloud): Outputs {
  const answer = INVOKES[token];
  if (!answer) throw new Error(`the local cloud does not know the function ${token}`);
  const given = Object.keys(args).filter((key) => args[key] !== undefined && key !== 'region');
  if (given.length > 0) {
    throw new Error(`the local cloud does not know ${given.join(', ')} of ${token}`);
  }
  return answer(cloud);
}
