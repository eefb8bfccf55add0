import { Type } from 'typebox';
import { handlersFor } from '../../resources/handler.ts';
import {
  inputs,
  jsonFailures,
  name,
  optional,
  PolicyInput,
  policyText,
  Tags,
} from '../../resources/schema.ts';
import type { IamControl } from '../../cloud/iam/control.ts';

const defineHandler = handlersFor<Record<'iam', IamControl>>();

const NAME = '^[\\w+=,.@-]+$';

export const role = defineHandler({
  type: 'aws:iam/role:Role',
  inputs: inputs({
    assumeRolePolicy: PolicyInput,
    name: optional(name(NAME, 64)),
    description: optional(Type.String({ maxLength: 1000 })),
    tags: optional(Tags),
  }),
  autoname: { property: 'name', maxLength: 64 },
  replaceOnChanges: ['name'],
  check: ({ assumeRolePolicy }) => jsonFailures('assumeRolePolicy', assumeRolePolicy),
  create(given, { cloud }) {
    const roleName = String(given.name);
    const { arn } = cloud.iam.putRole({
      name: roleName,
      assumeRolePolicy: policyText(given.assumeRolePolicy),
    });
    return { id: roleName, outputs: { arn } };
  },
  update(id, given, { cloud }) {
    const { arn } = cloud.iam.putRole({
      name: id,
      assumeRolePolicy: policyText(given.assumeRolePolicy),
    });
    return { arn };
  },
  delete: (id, _outputs, { cloud }) => cloud.iam.deleteRole(id),
});

export const rolePolicy = defineHandler({
  type: 'aws:iam/rolePolicy:RolePolicy',
  inputs: inputs({ role: Type.String(), policy: PolicyInput, name: optional(name(NAME, 128)) }),
  autoname: { property: 'name', maxLength: 128 },
  replaceOnChanges: ['role', 'name'],
  check: ({ policy }) => jsonFailures('policy', policy),
  create(given, { cloud }) {
    const policyName = String(given.name);
    const { role } = given;
    cloud.iam.putRolePolicy({ role, name: policyName, policy: policyText(given.policy) });
    return { id: `${role}:${policyName}`, outputs: {} };
  },
  update(_id, given, { cloud }) {
    const { role } = given;
    cloud.iam.putRolePolicy({ role, name: String(given.name), policy: policyText(given.policy) });
    return {};
  },
  delete(_id, outputs, { cloud }) {
    cloud.iam.deleteRolePolicy(String(outputs.role), String(outputs.name));
  },
});
