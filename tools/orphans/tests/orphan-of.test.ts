import { describe, expect, test } from 'vitest';
import { orphanOf } from '../src/orphan-of.ts';
import type { Sight } from '../src/sight.ts';

const ENDPOINT = {
  name: 'pilotlight-dev-m',
  arn: 'arn:aws:sagemaker:eu-west-1:123456789012:endpoint/pilotlight-dev-m',
  status: 'InService',
  createdAt: 0,
  modifiedAt: 0,
};
const OWNER = { table: 'pilotlight-dev-0', key: 'm' };
const HEIR = { table: 'pilotlight-dev-1', key: 'm' };

const watched: Sight = {
  endpoint: ENDPOINT,
  maker: OWNER,
  madeOn: undefined,
  keeper: OWNER,
  memory: 'kept',
  unread: [],
};
const left: Sight = { ...watched, keeper: undefined };
const at = (status: string, sight: Sight): Sight => ({
  ...sight,
  endpoint: { ...ENDPOINT, status },
});

describe('an endpoint is', () => {
  test.each<[string, Sight, string, RegExp]>([
    ['known while its stack exists', watched, 'known', /stack of table pilotlight-dev-0$/],
    ['known during its wake', at('Creating', watched), 'known', /it belongs to the stack/],
    [
      'known when a recreated stack has taken it over',
      { ...watched, keeper: HEIR },
      'known',
      /pilotlight-dev-1 has taken it over$/,
    ],
    ['known without tags, when a stack names it', { ...watched, maker: undefined }, 'known', /0/],
    [
      'known when Pulumi created it, even if its stack does not answer',
      {
        ...{ ...left, maker: undefined, memory: undefined, unread: ['silence'] },
        endpoint: { ...ENDPOINT, name: `${ENDPOINT.name}--async` },
      },
      'known',
      /`pulumi destroy` deletes it$/,
    ],
    ['known when it is being deleted', at('Deleting', left), 'known', /being deleted$/],
    ['an orphan when its table is gone', { ...left, memory: 'no table' }, 'orphan', /no table pil/],
    [
      'an orphan when its table is gone, even if a stack names it',
      { ...watched, memory: 'no table' },
      'orphan',
      /there is no table pilotlight-dev-0$/,
    ],
    [
      'an orphan when its record is gone',
      { ...watched, memory: 'missing' },
      'orphan',
      /no record of the endpoint m$/,
    ],
    [
      'an orphan when no stack names it, even if its record exists',
      left,
      'orphan',
      /^no stack names it, although table pilotlight-dev-0 exists$/,
    ],
    [
      'an orphan in Creating too',
      at('Creating', { ...left, memory: 'no table' }),
      'orphan',
      /stack is gone/,
    ],
    ['an orphan in Failed too', at('Failed', { ...left, memory: 'no table' }), 'orphan', /gone/],
    [
      'unknown when its table could not be read',
      { ...watched, memory: undefined, unread: ['table t could not be read: AccessDenied'] },
      'unknown',
      /^table t could not be read: AccessDenied$/,
    ],
    [
      'unknown when the stacks could not be read, even if its table is gone',
      { ...left, memory: 'no table', unread: ['a', 'b'] },
      'unknown',
      /^a; b$/,
    ],
    [
      'untagged when only its name is ours',
      { ...left, maker: undefined, memory: undefined },
      'untagged',
      /no tags/,
    ],
  ])('%s', (_what, sight, kind, why) => {
    expect(orphanOf(sight)).toEqual({ kind, why: expect.stringMatching(why) as unknown });
  });
});
