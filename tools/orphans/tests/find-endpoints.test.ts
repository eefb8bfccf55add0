import { beforeEach, expect, test, vi } from 'vitest';
import { awsCloud } from '../src/aws/cloud.ts';
import { findEndpoints } from '../src/find-endpoints.ts';
import { deploymentOf, environmentOf, useStubAws } from './stub-aws.ts';

const aws = useStubAws();

beforeEach(() => {
  for (const [key, value] of Object.entries(environmentOf(aws))) vi.stubEnv(key, value);
});

/** `NAME VERDICT` of each endpoint that is found. */
async function find(): Promise<string[]> {
  const found = await findEndpoints(awsCloud('eu-west-1'));
  return found.map(({ sight, verdict }) => `${sight.endpoint.name} ${verdict.kind}`);
}

test('a stack that is created during the search has no orphan', async () => {
  let listings = 0;
  aws.before = (operation) => {
    if (operation !== 'ListEndpoints' && operation !== 'ListFunctions') return undefined;
    listings += 1;
    if (listings === 2) aws.putStack('new');
    return undefined;
  };
  expect(await find()).toEqual([]);
  expect(await find()).toEqual(['pilotlight-new-m known']);
});

test('all pages are read, and the oldest endpoint comes first', async () => {
  for (const [index, stack] of ['a', 'b', 'c'].entries()) {
    const endpoint = aws.endpoints.get(aws.putStack(stack));
    if (endpoint) endpoint.createdAt = 1_700_000_000 - index;
  }
  expect(await find()).toEqual(['c', 'b', 'a'].map((stack) => `pilotlight-${stack}-m known`));
});

test('a recreated stack has taken over the endpoint of its predecessor', async () => {
  const name = aws.putStack('dev', 'm', 'pilotlight-dev-1');
  aws.endpoints.set(name, {
    status: 'InService',
    tags: { 'pilotlight:table': 'pilotlight-dev-0', 'pilotlight:model': 'm' },
  });
  expect(await find()).toEqual([`${name} known`]);
});

test('a model removed from its stack leaves an orphan, even if its record exists', async () => {
  const name = aws.putStack('dev', 'old');
  aws.putStack('dev', 'new');
  aws.tables.set('pilotlight-dev-0', ['old', 'new']);
  expect(await find()).toEqual([`${name} orphan`, 'pilotlight-dev-new known']);
});

test('only our endpoints are checked: by tags, by a jobs function, or by name', async () => {
  aws.endpoints.set('theirs', { status: 'InService', tags: { 'pilotlight:table': '' } });
  aws.endpoints.set('renamed', {
    status: 'InService',
    tags: { 'pilotlight:table': 't', 'pilotlight:model': 'm' },
  });
  aws.endpoints.set('pilotlight-of-before', { status: 'InService', tags: {} });
  const kept = aws.putStack('dev');
  aws.endpoints.set(kept, { status: 'InService', tags: {} });
  expect((await find()).sort()).toEqual([
    `${kept} known`,
    'pilotlight-of-before untagged',
    'renamed orphan',
  ]);
  expect(aws.calls.filter((call) => call.startsWith('Query'))).toEqual([
    'Query t',
    'Query pilotlight-dev-0',
  ]);
});

const REFUSAL = { name: 'AccessDeniedException', message: 'not allowed' };

test('a stack whose jobs function does not answer has unknown endpoints, and never an orphan; other stacks do not matter', async () => {
  const left = aws.putStack('gone');
  aws.destroyStack('gone');
  const named = aws.putStack('dev');
  const renamed = aws.putStack('other', 'x', 'pilotlight-dev-0');
  aws.tables.delete('pilotlight-dev-0');
  aws.before = (operation, subject) =>
    operation === 'Invoke' && subject === 'pilotlight-dev-jobs-0' ? REFUSAL : undefined;
  expect((await find()).sort()).toEqual([
    `${named} unknown`,
    `${left} orphan`,
    `${renamed} unknown`,
  ]);
});

test('an endpoint that no name assigns to a stack is unknown while any stack is silent', async () => {
  const tags = { 'pilotlight:table': 't', 'pilotlight:model': 'm' };
  aws.endpoints.set('renamed', { status: 'InService', tags });
  aws.putStack('dev');
  aws.functions.set('pilotlight-dev-jobs-0', null);
  expect(await find()).toEqual(expect.arrayContaining(['renamed unknown']));
  aws.functions.set('pilotlight-dev-jobs-0', deploymentOf('pilotlight-dev-0', { m: 'e' }));
  expect(await find()).toEqual(expect.arrayContaining(['renamed orphan']));
});

test("the endpoint's own tag of its stack counts too", async () => {
  const tags = { 'pilotlight:table': 't', 'pilotlight:model': 'm', 'pilotlight:stack': 'dev' };
  aws.endpoints.set('pilotlight-a-b', { status: 'InService', tags });
  aws.functions.set('pilotlight-dev-api-0', null);
  expect(await find()).toEqual(['pilotlight-a-b unknown']);
});

test('a stack that lost only its jobs function has unknown endpoints', async () => {
  const name = aws.putStack('dev');
  aws.functions.delete('pilotlight-dev-jobs-0');
  expect(await find()).toEqual([`${name} unknown`]);
});
