import { expect, test } from 'vitest';
import { createArns } from '../../../src/cloud/arns.ts';
import { Authorizer } from '../../../src/cloud/iam/authorizer.ts';
import { Roles } from '../../../src/cloud/iam/roles.ts';
import { ACCOUNT, REGION } from '../../support/test-cloud.ts';

const arns = createArns(REGION, ACCOUNT);
const lines: string[] = [];
const context = {
  accountId: ACCOUNT,
  arns,
  log: (source: string, line: string) => lines.push(`${source} ${line}`),
};
const roles = new Roles(arns);
const authorizer = new Authorizer(context, roles);
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const caller = { role: 'r', session: 's' };
const table = { action: 'dynamodb:GetItem', resource: arns.table('t') };

test('a role without policies, or one that does not exist, is allowed nothing', async () => {
  roles.putRole({ name: 'r', assumeRolePolicy: policy() });
  expect(await authorizer.may(caller, table)).toEqual({
    allowed: false,
    because: 'because no identity-based policy allows the dynamodb:GetItem action',
  });
  expect(await authorizer.may({ ...caller, role: 'none' }, table)).toMatchObject({
    allowed: false,
  });
});

test('policies allow and deny until they are deleted', async () => {
  const { action: Action, resource: Resource } = table;
  roles.putRolePolicy({
    role: 'r',
    name: 'a',
    policy: policy({ Effect: 'Allow', Action, Resource }),
  });
  expect(await authorizer.may(caller, table)).toMatchObject({ allowed: true });
  roles.putRolePolicy({
    role: 'r',
    name: 'd',
    policy: policy({ Effect: 'Deny', Action, Resource }),
  });
  expect(await authorizer.may(caller, table)).toEqual({
    allowed: false,
    because: 'with an explicit deny in an identity-based policy',
  });
  roles.deleteRolePolicy('r', 'd');
  expect(await authorizer.may(caller, table)).toMatchObject({ allowed: true });
  roles.deleteRolePolicy('r', 'a');
  expect(await authorizer.may(caller, table)).toMatchObject({ allowed: false });
});

test('an invalid policy allows nothing, and the denial says why', async () => {
  roles.putRolePolicy({
    role: 'r',
    name: 'broken',
    policy: policy({ Effect: 'Allow', Actions: '*', Resource: '*' }),
  });
  await expect(authorizer.authorize(caller, [table])).rejects.toThrow(
    'because a policy is not valid',
  );
  expect(lines.at(-1)).toMatch(/^iam DENIED role r \(s\): dynamodb:GetItem on .*broken/);
  roles.deleteRolePolicy('r', 'broken');
});

test('a policy that is not JSON is refused when it is put', () => {
  expect(() => roles.putRolePolicy({ role: 'r', name: 'x', policy: '{' })).toThrow(
    'policy x of r is not JSON',
  );
});

test('a trust policy decides which service may assume the role', async () => {
  const trusting = (name: string, service: string, condition: object = {}) =>
    roles.putRole({
      name,
      assumeRolePolicy: policy({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: service },
        ...condition,
      }),
    }).arn;
  const sagemakerOf = (account: string) => `arn:aws:sagemaker:${REGION}:${account}:*`;
  const from = (account: string) => ({
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': sagemakerOf(account) },
    },
  });
  const [lambda, sagemaker] = ['lambda.amazonaws.com', 'sagemaker.amazonaws.com'] as const;

  expect(await authorizer.trusts(trusting('f', lambda), lambda)).toBe(true);
  expect(await authorizer.trusts(trusting('f', lambda), sagemaker)).toBe(false);
  const model = arns.model('m');
  const owned = trusting('m', sagemaker, from(ACCOUNT));
  expect(await authorizer.trusts(owned, sagemaker, model)).toBe(true);
  const foreign = trusting('o', sagemaker, from('210987654321'));
  expect(await authorizer.trusts(foreign, sagemaker, model)).toBe(false);
  // Lambda does not send the account when it assumes a role, so a condition on the account refuses Lambda.
  expect(await authorizer.trusts(trusting('c', lambda, from(ACCOUNT)), lambda)).toBe(false);
  expect(await authorizer.trusts(arns.role('none'), lambda)).toBe(false);
});

test('the inline policies of a role have at most 10,240 characters together, without white space', () => {
  roles.putRole({ name: 'full', assumeRolePolicy: policy() });
  const sized = (characters: number) => {
    const [Action, Resource] = ['s3:GetObject', 'arn:aws:s3:::'];
    const empty = policy({ Effect: 'Allow', Action, Resource }).length;
    return policy({ Effect: 'Allow', Action, Resource: Resource + 'b'.repeat(characters - empty) });
  };
  roles.putRolePolicy({ role: 'full', name: 'a', policy: sized(10_240) });
  const spaced = JSON.stringify(JSON.parse(sized(10_240)), null, 2);
  roles.putRolePolicy({ role: 'full', name: 'a', policy: spaced });
  expect(() => roles.putRolePolicy({ role: 'full', name: 'b', policy: sized(200) })).toThrow(
    expect.objectContaining({
      name: 'LimitExceeded',
      message: 'Maximum policy size of 10240 bytes exceeded for role full',
    }),
  );
  roles.putRolePolicy({ role: 'full', name: 'a', policy: sized(10_040) });
  roles.putRolePolicy({ role: 'full', name: 'b', policy: sized(200) });
});

test('a condition on a tag refuses another value, and allows a missing tag', async () => {
  roles.putRole({ name: 'tagged', assumeRolePolicy: policy() });
  const endpoint = {
    action: 'sagemaker:InvokeEndpoint',
    resource: arns.endpoint('pilotlight-a-m'),
  };
  roles.putRolePolicy({
    role: 'tagged',
    name: 'a',
    policy: policy({
      Effect: 'Allow',
      Action: endpoint.action,
      Resource: arns.endpoint('pilotlight-a-*'),
      Condition: { StringEqualsIfExists: { 'aws:ResourceTag/pilotlight:stack': 'a' } },
    }),
  });
  const may = async (resourceTags?: Record<string, string>) => {
    const permission = { ...endpoint, ...(resourceTags ? { resourceTags } : {}) };
    return (await authorizer.may({ role: 'tagged', session: 's' }, permission)).allowed;
  };
  expect(await may()).toBe(true);
  expect(await may({ 'pilotlight:stack': 'a' })).toBe(true);
  expect(await may({ 'pilotlight:stack': 'b' })).toBe(false);
});
