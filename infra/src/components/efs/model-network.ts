import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { gatewayPolicy } from '../../policies/efs.ts';
import { allowTcp } from './allow-tcp.ts';

export interface ModelNetworkArgs {
  readonly region: string;
  /** The zones of its subnets. */
  readonly zones: readonly string[];
  readonly fileSystem: aws.efs.FileSystem;
  readonly bucketArn: pulumi.Output<string>;
  /**
   * The policies of all functions within the network. Lambda deletes a function's network interfaces minutes after the
   * function, with its role: so the role has to outlive the subnets and security groups.
   */
  readonly policies: readonly aws.iam.RolePolicy[];
}

/** No other network is ever connected to it, so every stack can have the same addresses. */
const NETWORK = '10.0.0.0/24';
const SUBNETS = ['10.0.0.0/25', '10.0.0.128/25'];

const NFS_PORT = 2049;
const HTTPS_PORT = 443;

/** Lambda may take this long to delete the network interfaces of a function. */
const DELETION = { delete: '60m' };

/**
 * The network between functions and their file system: two private subnets without a route to the internet. The
 * functions reach the file system, and the loader also reaches its bundles in S3.
 */
export class ModelNetwork extends pulumi.ComponentResource {
  readonly subnetIds: pulumi.Output<string>[];
  /** Of the functions that run models. */
  readonly models: aws.ec2.SecurityGroup;
  readonly loader: aws.ec2.SecurityGroup;
  /** What must exist before a function can mount the file system. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ModelNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:ModelNetwork', name, {}, opts);
    const child = { parent: this };
    const held = { ...child, dependsOn: [...args.policies], customTimeouts: DELETION };
    const vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: NETWORK, enableDnsHostnames: true, tags: { Name: name } },
      child,
    );
    const subnets = SUBNETS.map(
      (cidrBlock, index) =>
        new aws.ec2.Subnet(
          `${name}-${index}`,
          {
            vpcId: vpc.id,
            cidrBlock,
            availabilityZone: args.zones[index] ?? '',
            tags: { Name: `${name}-${index}` },
          },
          // AWS may offer more zones later: a subnet stays where it is.
          { ...held, ignoreChanges: ['availabilityZone'] },
        ),
    );
    const routes = new aws.ec2.RouteTable(name, { vpcId: vpc.id, tags: { Name: name } }, child);
    const associations = subnets.map(
      ({ id: subnetId }, index) =>
        new aws.ec2.RouteTableAssociation(
          `${name}-${index}`,
          { subnetId, routeTableId: routes.id },
          child,
        ),
    );
    const gateway = new aws.ec2.VpcEndpoint(
      name,
      {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${args.region}.s3`,
        vpcEndpointType: 'Gateway',
        routeTableIds: [routes.id],
        policy: args.bucketArn.apply((arn) => JSON.stringify(gatewayPolicy(arn))),
        tags: { Name: name },
      },
      child,
    );

    const group = (part: string, description: string, options: pulumi.CustomResourceOptions) =>
      new aws.ec2.SecurityGroup(
        `${name}-${part}`,
        { vpcId: vpc.id, description, tags: { Name: `${name}-${part}` } },
        options,
      );
    const files = group('files', 'The file system of the models', child);
    this.models = group('models', 'Functions that run models', held);
    this.loader = group('loader', 'The function that copies models', held);
    const rules = [
      ...[this.models, this.loader].flatMap((from, index) =>
        allowTcp(
          `${name}-${index === 0 ? 'models' : 'loader'}-files`,
          NFS_PORT,
          from,
          files,
          child,
        ),
      ),
      new aws.vpc.SecurityGroupEgressRule(
        `${name}-loader-s3`,
        {
          securityGroupId: this.loader.id,
          ipProtocol: 'tcp',
          fromPort: HTTPS_PORT,
          toPort: HTTPS_PORT,
          prefixListId: gateway.prefixListId,
        },
        child,
      ),
    ];
    const targets = subnets.map(
      ({ id: subnetId }, index) =>
        new aws.efs.MountTarget(
          `${name}-${index}`,
          { fileSystemId: args.fileSystem.id, subnetId, securityGroups: [files.id] },
          child,
        ),
    );
    this.subnetIds = subnets.map(({ id }) => id);
    this.ready = [...targets, ...rules, ...associations];
    this.registerOutputs({ vpc: vpc.id });
  }
}
