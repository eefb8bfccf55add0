import { describe, expect, it } from 'vitest';
import {
  checkInputs,
  createProvisioner,
  handlerOf,
  type Inputs,
} from '../../../src/resources/index.ts';
import { useLife } from '../../support/life.ts';

const using = useLife();
const { life } = using;

const failures = (type: string, inputs: Inputs) =>
  checkInputs(handlerOf(type), inputs).map(({ property }) => property);

/** Creates one resource in a network that answers with `id`. @returns what it created */
async function created(type: string, inputs: Inputs, id: string) {
  using.context.cloud.ec2.create = (kind, properties) => {
    expect(properties.references.every((reference) => reference.includes('-'))).toBe(true);
    told = { kind, properties };
    return id;
  };
  let told: unknown;
  const handler = handlerOf(type);
  expect(checkInputs(handler, inputs)).toEqual([]);
  const { outputs } = await createProvisioner(using.context).create(handler, inputs);
  return { outputs, told };
}

it('Vpc and Subnet: no public addresses, in a zone', async () => {
  const { outputs } = await created('aws:ec2/vpc:Vpc', { cidrBlock: '10.0.0.0/16' }, 'vpc-1');
  expect(outputs).toMatchObject({
    arn: 'arn:aws:ec2:here:000000000000:vpc/vpc-1',
    enableDnsSupport: true,
  });
  const type = 'aws:ec2/subnet:Subnet';
  const inputs = { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/24', availabilityZone: 'herea' };
  const { told } = await created(type, inputs, 'subnet-1');
  expect(told).toEqual({
    kind: 'subnet',
    properties: { references: ['vpc-1'], vpcId: 'vpc-1', availabilityZone: 'herea' },
  });
  expect(failures(type, { ...inputs, cidrBlock: 'all' })).toEqual(['cidrBlock']);
});

it('RouteTable: a route of its own is refused by name, as there is no way out', () => {
  const type = 'aws:ec2/routeTable:RouteTable';
  expect(failures(type, { vpcId: 'vpc-1' })).toEqual([]);
  const routes = [{ cidrBlock: '0.0.0.0/0', gatewayId: 'igw-1' }];
  expect(failures(type, { vpcId: 'vpc-1', routes })).toEqual(['routes']);
});

it('RouteTableAssociation moves to another table in place', async () => {
  const type = 'aws:ec2/routeTableAssociation:RouteTableAssociation';
  const { calls } = await life(type, { subnetId: 'subnet-1', routeTableId: 'rtb-1' });
  const properties = {
    references: ['subnet-1', 'rtb-1'],
    subnetId: 'subnet-1',
    routeTableId: 'rtb-1',
  };
  expect(calls[0]).toEqual(['ec2.create', 'association', properties]);
  expect(handlerOf(type).replaceOnChanges).not.toContain('routeTableId');
});

describe('VpcEndpoint', () => {
  const type = 'aws:ec2/vpcEndpoint:VpcEndpoint';
  const inputs = {
    vpcId: 'vpc-1',
    serviceName: 'com.amazonaws.here.s3',
    routeTableIds: ['rtb-1'],
  };

  it('is a gateway, with a prefix list and a policy', async () => {
    const policy = { Version: '2012-10-17', Statement: [] };
    const { outputs, told } = await created(
      type,
      { ...inputs, policy: JSON.stringify(policy) },
      'vpce-1',
    );
    expect(outputs).toMatchObject({
      vpcEndpointType: 'Gateway',
      prefixListId: expect.stringMatching(/^pl-[\da-f]{8}$/) as unknown,
    });
    expect(told).toMatchObject({ properties: { references: ['vpc-1', 'rtb-1'], policy } });
  });

  it('of another kind, or for another service, is refused', () => {
    expect(failures(type, { ...inputs, vpcEndpointType: 'Interface' })).toEqual([
      'vpcEndpointType',
    ]);
    const serviceName = 'com.amazonaws.here.sagemaker.runtime';
    expect(failures(type, { ...inputs, serviceName })).toEqual(['serviceName']);
  });
});

it('SecurityGroup: its rules name the other side', async () => {
  const type = 'aws:ec2/securityGroup:SecurityGroup';
  const rule = { protocol: 'tcp', fromPort: 2049, toPort: 2049 };
  const inputs = { vpcId: 'vpc-1', name: 'g', egress: [{ ...rule, securityGroups: ['sg-2'] }] };
  const { told } = await created(type, inputs, 'sg-1');
  expect(told).toEqual({
    kind: 'securityGroup',
    properties: {
      references: ['vpc-1', 'sg-2'],
      ingress: [],
      egress: [{ ...rule, securityGroupIds: ['sg-2'] }],
    },
  });
});

describe.each(['Ingress', 'Egress'])('SecurityGroup%sRule', (word) => {
  const type = `aws:vpc/securityGroup${word}Rule:SecurityGroup${word}Rule`;
  const inputs = { securityGroupId: 'sg-1', ipProtocol: 'tcp', fromPort: 443, toPort: 443 };

  it('names one other side', async () => {
    const { told } = await created(type, { ...inputs, prefixListId: 'pl-1' }, 'sgr-1');
    expect(told).toMatchObject({
      kind: 'rule',
      properties: {
        references: ['sg-1'],
        groupId: 'sg-1',
        direction: word.toLowerCase(),
        rule: { protocol: 'tcp', fromPort: 443, toPort: 443, prefixListIds: ['pl-1'] },
      },
    });
    const { told: other } = await created(
      type,
      { ...inputs, referencedSecurityGroupId: 'sg-2' },
      'sgr-2',
    );
    expect(other).toMatchObject({
      properties: { references: ['sg-1', 'sg-2'], rule: { securityGroupIds: ['sg-2'] } },
    });
  });

  it('without another side, or with two, is refused', () => {
    expect(failures(type, inputs)).toEqual(['cidrIpv4']);
    const two = { ...inputs, cidrIpv4: '0.0.0.0/0', prefixListId: 'pl-1' };
    expect(failures(type, two)).toEqual(['cidrIpv4']);
  });
});
