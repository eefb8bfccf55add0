import type { Arns } from '../../../cloud/arns.ts';
import type { Call } from '../../../cloud/front/wire-service.ts';
import type { FunctionSpec } from '../control.ts';
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
          Functions: functions.all().map((spec) => configuration(spec, arns)),
        }),
      }),
  };
}

function configuration(spec: FunctionSpec, arns: Arns): object {
  const { placement, fileSystem } = spec;
  return {
    FunctionName: spec.name,
    FunctionArn: arns.function(spec.name),
    // An image has its own.
    ...(spec.imageUri === undefined ? { Runtime: spec.runtime, Handler: spec.handler } : {}),
    Role: spec.role,
    Timeout: spec.timeoutSeconds,
    MemorySize: spec.memorySizeMb,
    Version: '$LATEST',
    PackageType: spec.imageUri === undefined ? 'Zip' : 'Image',
    Environment: { Variables: spec.environment },
    ...(placement
      ? {
          VpcConfig: {
            SubnetIds: placement.subnetIds,
            SecurityGroupIds: placement.securityGroupIds,
          },
        }
      : {}),
    ...(fileSystem
      ? {
          FileSystemConfigs: [
            { Arn: fileSystem.accessPointArn, LocalMountPath: fileSystem.localMountPath },
          ],
        }
      : {}),
  };
}
