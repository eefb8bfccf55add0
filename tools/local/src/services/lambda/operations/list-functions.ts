import type { Arns } from '../../../cloud/arns.ts';
import type { Call } from '../../../cloud/front/wire-service.ts';
import type { Functions } from '../functions.ts';

/** ListFunctions, all of them on the first page. */
export function listFunctions(functions: Functions, arns: Arns): Call {
  return {
    // The action has no resource-level permissions.
    permissions: [{ action: 'lambda:ListFunctions', resource: '*' }],
    run: () =>
      Promise.resolve({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          Functions: functions.all().map((spec) => ({
            FunctionName: spec.name,
            FunctionArn: arns.function(spec.name),
            Runtime: spec.runtime,
            Role: spec.role,
            Handler: spec.handler,
            Timeout: spec.timeoutSeconds,
            MemorySize: spec.memorySizeMb,
            Version: '$LATEST',
            PackageType: 'Zip',
            Environment: { Variables: spec.environment },
          })),
        }),
      }),
  };
}
