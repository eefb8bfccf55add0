import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { CallerNetwork } from '../../cloud/iam/sessions.ts';
import { lastPart } from '../../cloud/arns.ts';
import type { Network } from '../ec2/network.ts';
import type { FileSystems } from '../efs/file-systems.ts';
import type { FunctionSpec } from './control.ts';
import type { Surroundings } from './pool.ts';

export interface PlacementDependencies {
  readonly context: CloudContext;
  readonly network: Network;
  readonly fileSystems: FileSystems;
}

/** What Lambda does in the function's name when it puts a function into a VPC. */
const INTERFACE_ACTIONS = [
  'CreateNetworkInterface',
  'DescribeNetworkInterfaces',
  'DeleteNetworkInterface',
];

/**
 * Checks the place of a function before it is created or changed.
 * @throws AwsError InvalidParameterValueException, in AWS's words
 */
export async function checkPlacement(
  { name, role, placement, fileSystem }: FunctionSpec,
  { context, network, fileSystems }: PlacementDependencies,
): Promise<void> {
  if (!placement) {
    if (!fileSystem) return;
    throw invalid('A function with a file system must be in a VPC. Set VpcConfig.');
  }
  const caller = { role: lastPart(role), session: name };
  for (const action of INTERFACE_ACTIONS) {
    const permission = { action: `ec2:${action}`, resource: '*' };
    if ((await context.authorizer.may(caller, permission)).allowed) continue;
    throw invalid(`The provided execution role does not have permissions to call ${action} on EC2`);
  }
  for (const subnetId of placement.subnetIds) network.vpcOf(subnetId);
  if (!fileSystem) return;
  const zones = fileSystems.zonesWithout(fileSystem.accessPointArn, placement.subnetIds);
  if (zones.length === 0) return;
  throw invalid(
    `EFS file system referenced by access point ${fileSystem.accessPointArn} does not have mount targets created in all availability zones the function will execute in: ${zones.join(', ')}`,
  );
}

/**
 * What a new instance of a function has around it.
 * @throws AwsError EFSMountConnectivityException, EFSMountFailureException
 */
export async function surroundingsOf(
  { name, role, placement, fileSystem }: FunctionSpec,
  { network, fileSystems }: PlacementDependencies,
): Promise<Surroundings> {
  if (!placement) return {};
  const reaches: CallerNetwork = (service) => network.wayTo(service, placement);
  if (!fileSystem) return { network: reaches };
  const { accessPointArn, localMountPath } = fileSystem;
  const caller = { role: lastPart(role), session: name };
  const mount = await fileSystems.mount(accessPointArn, placement, caller);
  return { network: reaches, mounted: { localMountPath, ...mount } };
}

function invalid(text: string): AwsError {
  return new AwsError('InvalidParameterValueException', text);
}
