import { describe, expect, test } from 'vitest';
import { recordEfs } from '../../support/record-efs.ts';
import { REGION } from '../../support/record-program.ts';

const name = 'pilotlight-dev-efs';
const GROUP = 'aws:ec2/securityGroup:SecurityGroup';
const SUBNET = 'aws:ec2/subnet:Subnet';

describe('the network', () => {
  test('has no route to the internet', async () => {
    const { resources, inputsOf, namesOf } = await recordEfs();
    const types = [...new Set(resources.map(({ type }) => type))];
    // No internet gateway, no NAT gateway, no route of its own, no peering.
    expect(types.filter((type) => type.startsWith('aws:ec2/')).sort()).toEqual([
      'aws:ec2/routeTable:RouteTable',
      'aws:ec2/routeTableAssociation:RouteTableAssociation',
      'aws:ec2/securityGroup:SecurityGroup',
      'aws:ec2/subnet:Subnet',
      'aws:ec2/vpc:Vpc',
      'aws:ec2/vpcEndpoint:VpcEndpoint',
    ]);
    expect(namesOf('aws:ec2/routeTable:RouteTable')).toEqual([name]);
    expect(inputsOf('aws:ec2/routeTable:RouteTable', name)).toEqual({
      vpcId: `${name}-id`,
      tags: { Name: name },
    });
    for (const subnet of namesOf(SUBNET)) {
      expect(inputsOf(SUBNET, subnet)).not.toHaveProperty('mapPublicIpOnLaunch');
    }
  });

  test('has two subnets in the first two zones, which stay there, with the one route table', async () => {
    const program = await recordEfs();
    const subnets = program.namesOf(SUBNET);
    expect(subnets.map((one) => program.inputsOf(SUBNET, one))).toEqual([
      {
        vpcId: `${name}-id`,
        cidrBlock: '10.0.0.0/25',
        availabilityZone: `${REGION}a`,
        tags: { Name: `${name}-0` },
      },
      {
        vpcId: `${name}-id`,
        cidrBlock: '10.0.0.128/25',
        availabilityZone: `${REGION}b`,
        tags: { Name: `${name}-1` },
      },
    ]);
    for (const subnet of subnets) {
      expect(program.optionsOf(SUBNET, subnet).ignoreChanges).toEqual(['availabilityZone']);
      expect(
        program.inputsOf('aws:ec2/routeTableAssociation:RouteTableAssociation', subnet),
      ).toEqual({ subnetId: `${subnet}-id`, routeTableId: `${name}-id` });
    }
  });

  test('reaches of AWS only the bundles for EFS, through a gateway', async () => {
    const program = await recordEfs();
    const { policy, ...gateway } = program.inputsOf('aws:ec2/vpcEndpoint:VpcEndpoint', name);
    expect(gateway).toEqual({
      vpcId: `${name}-id`,
      serviceName: `com.amazonaws.${REGION}.s3`,
      vpcEndpointType: 'Gateway',
      routeTableIds: [`${name}-id`],
      tags: { Name: name },
    });
    expect(JSON.parse(String(policy))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: ['s3:GetObject'],
          Resource: ['arn:Bucket/pilotlight-dev-models-0/functions/efs/*'],
        },
      ],
    });
  });
});

test('security groups let functions reach the file system at its port, the loader also S3, and nothing else', async () => {
  const program = await recordEfs();
  const groups = program.namesOf(GROUP);
  expect(groups.sort()).toEqual([`${name}-files`, `${name}-loader`, `${name}-models`]);
  for (const group of groups) {
    // Inline rules: the provider would remove those of the other resources.
    expect(Object.keys(program.inputsOf(GROUP, group)).sort()).toEqual([
      'description',
      'tags',
      'vpcId',
    ]);
  }
  const rules = (type: string) =>
    program.namesOf(type).map((one) => {
      const { securityGroupId, ...rule } = program.inputsOf(type, one);
      return [securityGroupId, rule];
    });
  const nfs = { ipProtocol: 'tcp', fromPort: 2049, toPort: 2049 };
  const https = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };
  expect(rules('aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule')).toEqual([
    [`${name}-models-id`, { ...nfs, referencedSecurityGroupId: `${name}-files-id` }],
    [`${name}-loader-id`, { ...nfs, referencedSecurityGroupId: `${name}-files-id` }],
    [`${name}-loader-id`, { ...https, prefixListId: 'pl-1' }],
  ]);
  expect(rules('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule')).toEqual([
    [`${name}-files-id`, { ...nfs, referencedSecurityGroupId: `${name}-models-id` }],
    [`${name}-files-id`, { ...nfs, referencedSecurityGroupId: `${name}-loader-id` }],
  ]);
});

test('what Lambda connects functions to is deleted before their roles, and has an hour for it', async () => {
  const program = await recordEfs();
  const policies = [
    'pilotlight-dev-loader',
    'pilotlight-dev-model-digits--efs',
    'pilotlight-dev-model-entailment--efs',
  ];
  const held = [
    ...program.namesOf(SUBNET).map((one) => [SUBNET, one] as const),
    ...['models', 'loader'].map((part) => [GROUP, `${name}-${part}`] as const),
  ];
  for (const [type, one] of held) {
    const { dependencies, deleteSeconds } = program.optionsOf(type, one);
    expect(dependencies).toEqual(
      expect.arrayContaining(policies.map((policy) => `aws:iam/rolePolicy:RolePolicy ${policy}`)),
    );
    expect(deleteSeconds).toBe(3600);
  }
});
