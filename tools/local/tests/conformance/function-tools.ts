import type { LocalStack } from '../../src/local-stack.ts';
import type { FunctionSpec } from '../../src/services/lambda/control.ts';
import type { Functions } from '../../src/services/lambda/functions.ts';
import type { Buckets } from '../../src/services/s3/buckets.ts';
import { lastPart } from '../../src/cloud/arns.ts';
import { permissionsOf } from './permissions-of.ts';

/** The functions of a deployed stack, to break and to fix. */
export function functionsOf({ context }: LocalStack) {
  const { cloud } = context;
  // The control is this service itself.
  const functions = cloud.lambda as Functions;
  const permissions = permissionsOf({ context });
  /** The newest function whose name contains `part`. */
  const find = (part: string): FunctionSpec => {
    const found = functions.all().findLast(({ name }) => name.includes(part));
    if (!found) throw new Error(`the stack has no function ${part}`);
    return found;
  };

  return {
    names: () => functions.all().map(({ name }) => name),

    /** Runs `work` while the function has these other properties, in a new version of it. */
    async changed(part: string, change: Partial<FunctionSpec>, work: () => Promise<unknown>) {
      const spec = { ...find(part), codeIsLasting: true };
      cloud.lambda.putFunction({ ...spec, ...change });
      try {
        await work();
      } finally {
        cloud.lambda.putFunction({ ...spec, codeDirectory: find(part).codeDirectory });
      }
    },

    /** Puts the function again: its next event is the first of a new instance. */
    renew: (part: string) => cloud.lambda.putFunction({ ...find(part), codeIsLasting: true }),

    /** What Lambda checks before it creates or changes the function. */
    check: (part: string) => cloud.lambda.checkFunction(find(part)),

    /** Invokes the function as a deployment does. */
    async invoke(part: string, event: object) {
      const { payload } = await cloud.lambda.invokeAsOwner(find(part).name, JSON.stringify(event));
      return JSON.parse(payload) as { readonly errorMessage?: string };
    },

    /** The object whose key begins with `prefix`, in any bucket of the stack. */
    objectOf(prefix: string) {
      const buckets = cloud.s3 as Buckets;
      for (const { name: bucket } of buckets.all()) {
        const key = [...buckets.objects(bucket).keys()].find((one) => one.startsWith(prefix));
        if (key !== undefined) return { bucket, key };
      }
      throw new Error(`the stack has no object ${prefix}`);
    },

    /** Runs `work` while the function's role lacks an action. */
    without: (part: string, action: string, work: () => Promise<unknown>) =>
      permissions.without({ roles: [lastPart(find(part).role)], action }, work),
  };
}
