import type { Cloud } from '../../src/cloud/index.ts';
import type { Rule } from '../../src/services/ec2/rules.ts';
import type { Allowed } from './program.ts';
import { ACCOUNT, REGION } from './test-cloud.ts';

/** What Lambda needs to put a function into a VPC. */
export const IN_VPC: Allowed = {
  Action: [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DeleteNetworkInterface',
  ],
  Resource: '*',
};

/** What a function needs to use a file system. */
export const onFileSystem = (...actions: string[]): Allowed => ({
  Action: actions.map((action) => `elasticfilesystem:${action}`),
  Resource: `arn:aws:elasticfilesystem:${REGION}:${ACCOUNT}:file-system/*`,
});

const tcp = (port: number, peer: Partial<Rule>): Rule => ({
  protocol: 'tcp',
  fromPort: port,
  toPort: port,
  ...peer,
});

/** A policy that allows nothing; with it, each client needs a role that lets it mount. */
const withTls = (Resource: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: '*',
      Resource,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
});

/** A VPC with a subnet in each of two zones, a gateway endpoint for S3, and a file system that functions may mount. */
export function putPrivateNetwork({ ec2, efs }: Cloud, endpointPolicy?: object) {
  const vpcId = ec2.create('vpc', { references: [] });
  const subnetIds = ['a', 'b'].map((zone) =>
    ec2.create('subnet', {
      references: [vpcId],
      vpcId,
      availabilityZone: `${REGION}${zone}`,
    }),
  );
  const table = ec2.create('routeTable', { references: [vpcId] });
  for (const subnetId of subnetIds) {
    ec2.create('association', {
      references: [subnetId, table],
      subnetId,
      routeTableId: table,
    });
  }
  ec2.create('endpoint', {
    references: [vpcId, table],
    serviceName: `com.amazonaws.${REGION}.s3`,
    routeTableIds: [table],
    prefixListId: 'pl-s3',
    policy: endpointPolicy,
  });
  const group = (ingress: Rule[], egress: Rule[]) =>
    ec2.create('securityGroup', { references: [vpcId], ingress, egress });
  const server = group([], []);
  const client = group(
    [],
    [tcp(443, { prefixListIds: ['pl-s3'] }), tcp(2049, { securityGroupIds: [server] })],
  );
  ec2.create('rule', {
    references: [server, client],
    groupId: server,
    direction: 'ingress',
    rule: tcp(2049, { securityGroupIds: [client] }),
  });
  const { id: fileSystemId, arn: fileSystemArn } = efs.createFileSystem();
  efs.putFileSystemPolicy(fileSystemId, JSON.stringify(withTls(fileSystemArn)));
  const { arn: accessPointArn } = efs.createAccessPoint(fileSystemId, '/models');
  const mountTargets = subnetIds.map(
    (subnetId) => efs.createMountTarget({ fileSystemId, subnetId, securityGroupIds: [server] }).id,
  );
  return {
    fileSystemId,
    mountTargets,
    /** Of a security group without rules. */
    closed: group([], []),
    placement: { subnetIds, securityGroupIds: [client] },
    fileSystem: { accessPointArn, localMountPath: '/mnt/model' },
  };
}
