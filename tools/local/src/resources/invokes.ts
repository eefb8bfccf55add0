import type { Cloud } from '../cloud/create-cloud.ts';
import { SERVICES } from '../services/index.ts';
import type { Inputs, Invoke, Outputs } from './handler.ts';

const region: Invoke = {
  token: 'aws:index/getRegion:getRegion',
  answer: ({ region }) => ({
    id: region,
    region,
    name: region,
    description: 'this machine',
    endpoint: `ec2.${region}.amazonaws.com`,
  }),
};

const services: readonly { readonly invokes?: readonly Invoke[] }[] = SERVICES;

const INVOKES = [region, ...services.flatMap(({ invokes = [] }) => invokes)];

/**
 * The answer of a provider's function, such as `aws.getRegion()`.
 * @throws Error that names a function, or an argument, that the local cloud does not know
 */
export function invoke(token: string, args: Inputs, cloud: Cloud): Outputs {
  const found = INVOKES.find((one) => one.token === token);
  if (!found) throw new Error(`the local cloud does not know the function ${token}`);
  const known = ['region', ...(found.arguments ?? [])];
  const given = Object.keys(args).filter((key) => args[key] !== undefined && !known.includes(key));
  if (given.length > 0) {
    throw new Error(`the local cloud does not know ${given.join(', ')} of ${token}`);
  }
  return found.answer(cloud);
}
