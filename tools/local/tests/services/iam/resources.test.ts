import { expect, it } from 'vitest';
import { useLife } from '../../support/life.ts';

const using = useLife();
const { life } = using;

it('Role and RolePolicy: a policy may be a text or a document', async () => {
  const document = { Version: '2012-10-17', Statement: [] };
  await life('aws:iam/role:Role', { name: 'r', assumeRolePolicy: '{}' });
  const { id } = await life('aws:iam/rolePolicy:RolePolicy', {
    name: 'p',
    role: 'r',
    policy: document,
  });
  expect(id).toBe('r:p');
  expect(using.calls).toEqual([
    ['iam.putRole', { name: 'r', assumeRolePolicy: '{}' }],
    ['iam.deleteRole', 'r'],
    ['iam.putRolePolicy', { role: 'r', name: 'p', policy: JSON.stringify(document) }],
    ['iam.deleteRolePolicy', 'r', 'p'],
  ]);
});
