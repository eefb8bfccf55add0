import type { Arns } from '../arns.ts';
import { AwsError } from '../aws-error.ts';
import type { IamControl } from './control.ts';

export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly assumeRolePolicy: unknown;
  /** Inline policies by name. */
  readonly policies: Map<string, unknown>;
}

/** IAM's limit for all inline policies of one role together. */
const ROLE_POLICY_CHARACTERS = 10_240;

/** IAM's roles with their trust and inline policies. */
export class Roles implements IamControl {
  readonly #arns: Arns;
  readonly #roles = new Map<string, Role>();

  constructor(arns: Arns) {
    this.#arns = arns;
  }

  putRole({ name, assumeRolePolicy }: { name: string; assumeRolePolicy: string }): { arn: string } {
    const arn = this.#arns.role(name);
    const policies = this.#roles.get(name)?.policies ?? new Map<string, unknown>();
    this.#roles.set(name, {
      name,
      arn,
      assumeRolePolicy: policyDocument(assumeRolePolicy, `the trust policy of ${name}`),
      policies,
    });
    return { arn };
  }

  deleteRole(name: string): void {
    this.#roles.delete(name);
  }

  putRolePolicy({ role, name, policy }: { role: string; name: string; policy: string }): void {
    const { policies } = this.#existing(role);
    const document = policyDocument(policy, `policy ${name} of ${role}`);
    // White space between the parts of a policy does not count.
    const sizes = [...new Map(policies).set(name, document).values()].map(
      (one) => JSON.stringify(one).length,
    );
    if (sizes.reduce((sum, size) => sum + size, 0) > ROLE_POLICY_CHARACTERS) {
      throw new AwsError(
        'LimitExceeded',
        `Maximum policy size of ${ROLE_POLICY_CHARACTERS} bytes exceeded for role ${role}`,
        { status: 409 },
      );
    }
    policies.set(name, document);
  }

  deleteRolePolicy(role: string, name: string): void {
    this.#roles.get(role)?.policies.delete(name);
  }

  all(): Role[] {
    return [...this.#roles.values()];
  }

  find(name: string): Role | undefined {
    return this.#roles.get(name);
  }

  findByArn(arn: string): Role | undefined {
    return this.all().find((role) => role.arn === arn);
  }

  #existing(name: string): Role {
    const role = this.#roles.get(name);
    if (role) return role;
    throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, {
      status: 404,
    });
  }
}

function policyDocument(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError('MalformedPolicyDocument', `${what} is not JSON: ${reason}`);
  }
}
