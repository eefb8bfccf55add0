import type { Roles } from '../../src/cloud/iam/roles.ts';
import type { LocalStack } from '../../src/local-stack.ts';

/** A permission that roles lose. */
export interface Loss {
  /** Parts of the roles' names. */
  readonly roles: readonly string[];
  readonly action: string;
  /** A part of the resources that it is lost for; by default it is lost for all. */
  readonly resource?: string;
}

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** The permissions of a deployed stack's roles. */
export function permissionsOf({ context }: Pick<LocalStack, 'context'>) {
  // The control is this service itself.
  const roles = context.cloud.iam as Roles;

  function lose(part: string, loss: Loss): () => void {
    const role = roles.all().findLast(({ name }) => name.includes(part));
    if (!role) throw new Error(`the stack has no role ${part}`);
    const before = [...role.policies];
    const after = before.map(([name, policy]) => [name, lessening(policy, loss)] as const);
    if (JSON.stringify(before) === JSON.stringify(after)) {
      throw new Error(`the role ${role.name} has no permission ${loss.action}`);
    }
    const put = (policies: typeof before) => {
      for (const [name, policy] of policies) {
        roles.putRolePolicy({ role: role.name, name, policy: JSON.stringify(policy) });
      }
    };
    put(after.map(([name, policy]) => [name, policy]));
    return () => put(before);
  }

  return {
    /** Runs `work` while the roles lack a permission. */
    async without<T>(loss: Loss, work: () => Promise<T>): Promise<T> {
      const restored = loss.roles.map((part) => lose(part, loss));
      try {
        return await work();
      } finally {
        for (const restore of restored) restore();
      }
    },
  };
}

function lessening(policy: unknown, loss: Loss): object {
  const document = policy as { readonly Statement: readonly Statement[] };
  return { ...document, Statement: document.Statement.flatMap((one) => lessened(one, loss)) };
}

/** The statement for the resources that keep the action, and for those that lose it. */
function lessened(statement: Statement, { action, resource = '' }: Loss): Statement[] {
  const { Action, Resource } = statement;
  if (!Action.includes(action)) return [statement];
  const parts = [
    { ...statement, Resource: Resource.filter((one) => !one.includes(resource)) },
    {
      ...statement,
      Action: Action.filter((one) => one !== action),
      Resource: Resource.filter((one) => one.includes(resource)),
    },
  ];
  return parts.filter((part) => part.Action.length > 0 && part.Resource.length > 0);
}
