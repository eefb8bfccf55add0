import { until } from './asker.ts';
import type { LocalStack } from '../../src/local-stack.ts';
import type { Roles } from '../../src/cloud/iam/roles.ts';
import type { FunctionSpec } from '../../src/services/lambda/control.ts';
import type { Functions } from '../../src/services/lambda/functions.ts';
import { functionPids, kill } from '../../src/soak/processes.ts';
import { lastPart } from '../../src/cloud/arns.ts';

/** The functions of a deployed stack, to break and to mend. */
export function functionsOf({ context }: LocalStack) {
  const { cloud } = context;
  // The controls are these services themselves.
  const [functions, roles] = [cloud.lambda as Functions, cloud.iam as Roles];
  /** The newest function whose name contains `part`. */
  const find = (part: string): FunctionSpec => {
    const found = functions.all().findLast(({ name }) => name.includes(part));
    if (!found) throw new Error(`the stack has no function ${part}`);
    return found;
  };

  return {
    names: () => functions.all().map(({ name }) => name),

    /** Runs `work` while the function has these other properties, in a new version of it. */
    async changed(part: string, change: Partial<FunctionSpec>, work: () => Promise<void>) {
      const spec = { ...find(part), codeIsLasting: true };
      cloud.lambda.putFunction({ ...spec, ...change });
      try {
        await work();
      } finally {
        cloud.lambda.putFunction({ ...spec, codeDirectory: find(part).codeDirectory });
      }
    },

    /** Ends the instances of functions whose name contains `part`: the next event starts another. */
    async end(part: string) {
      for (const pid of functionPids(part)) kill(pid);
      await until('the instances are gone', () => functionPids(part).length === 0 || undefined);
    },

    /** Runs `work` while the function's role lacks an action. */
    async without(part: string, action: string, work: () => Promise<void>) {
      const role = lastPart(find(part).role);
      const { policies } = roles.find(role) ?? {};
      const before = [...(policies ?? [])];
      if (!JSON.stringify(before).includes(`"${action}"`)) {
        throw new Error(`the role ${role} has no permission ${action}`);
      }
      for (const [name, policy] of before) {
        const text = JSON.stringify(policy).replaceAll(`"${action}"`, '"none:None"');
        roles.putRolePolicy({ role, name, policy: text });
      }
      try {
        await work();
      } finally {
        for (const [name, policy] of before) {
          roles.putRolePolicy({ role, name, policy: JSON.stringify(policy) });
        }
      }
    },
  };
}
