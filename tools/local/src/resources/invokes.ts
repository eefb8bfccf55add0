import type { Cloud } from '../cloud/types.ts';
import type { Inputs, Outputs } from './handler.ts';

const TWELVE_HOURS_MS = 12 * 60 * 60 * 1000;

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
  'aws:ecr/getAuthorizationToken:getAuthorizationToken': ({ accountId, region }) => ({
    id: region,
    authorizationToken: Buffer.from('AWS:local').toString('base64'),
    userName: 'AWS',
    password: 'local',
    proxyEndpoint: `https://${accountId}.dkr.ecr.${region}.amazonaws.com`,
    expiresAt: new Date(Date.now() + TWELVE_HOURS_MS).toISOString(),
  }),
};

/**
 * What a function of a provider answers (`aws.getRegion()` and the like).
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
