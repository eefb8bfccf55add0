import { beforeAll, expect, test } from 'vitest';
import type { Network } from '../../../src/services/ec2/network.ts';
import type { Rule } from '../../../src/services/ec2/rules.ts';
import { REGION, useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
let network: Network;
let vpc: string;
beforeAll(() => {
  network = local.cloud.ec2 as Network;
  vpc = network.create('vpc', { references: [] });
});

const subnet = (zone = 'a') =>
  network.create('subnet', {
    references: [vpc],
    vpcId: vpc,
    availabilityZone: `${REGION}${zone}`,
  });
const group = (rules: { ingress?: Rule[]; egress?: Rule[] } = {}) =>
  network.create('securityGroup', { references: [vpc], ingress: [], egress: [], ...rules });
const tcp = (port: number, peer: Partial<Rule>): Rule => ({
  protocol: 'tcp',
  fromPort: port,
  toPort: port,
  ...peer,
});
const ANYWHERE = { cidrBlocks: ['0.0.0.0/0'] };

test('nothing is deleted before what needs it', () => {
  const id = subnet();
  expect(() => network.delete(vpc)).toThrow(
    `The vpc '${vpc}' has dependencies and cannot be deleted.`,
  );
  const sg = group();
  network.attach('a function', { subnetIds: [id], securityGroupIds: [sg] });
  expect(() => network.delete(id)).toThrow(
    `The subnet '${id}' has dependencies and cannot be deleted.`,
  );
  expect(() => network.delete(sg)).toThrow(`resource ${sg} has a dependent object`);
  network.detach('a function');
  network.delete(sg);
  network.delete(id);
});

test('what does not exist is refused by its id', () => {
  const missing = { references: ['vpc-none'], vpcId: 'vpc-none', availabilityZone: 'x' };
  expect(() => network.create('subnet', missing)).toThrow("The ID 'vpc-none' does not exist");
  expect(() => network.vpcOf('subnet-none')).toThrow("The subnet 'subnet-none' does not exist");
});

test('a connection needs a rule on both sides, for its port and the other group', () => {
  const server = group();
  const client = group({ egress: [tcp(2049, { securityGroupIds: [server] })] });
  expect(network.connects([client], [server], 2049)).toBe(false);
  const rule = network.create('rule', {
    references: [server, client],
    groupId: server,
    direction: 'ingress',
    rule: tcp(2049, { securityGroupIds: [client] }),
  });
  expect(network.connects([client], [server], 2049)).toBe(true);
  expect(network.connects([client], [server], 443)).toBe(false);
  expect(network.connects([server], [client], 2049)).toBe(false);
  network.delete(rule);
  expect(network.connects([client], [server], 2049)).toBe(false);
});

test('a group may admit itself, and everything', () => {
  const own = { self: true };
  const both = group({ ingress: [tcp(2049, own)], egress: [tcp(2049, own)] });
  const open = group({
    ingress: [{ protocol: '-1', fromPort: 0, toPort: 0, ...ANYWHERE }],
    egress: [{ protocol: '-1', fromPort: 0, toPort: 0, ...ANYWHERE }],
  });
  expect(network.connects([both], [both], 2049)).toBe(true);
  expect(network.connects([both], [open], 2049)).toBe(false);
  expect(network.connects([open], [open], 1)).toBe(true);
});

test('a service is reached through a gateway endpoint, from every subnet and security group', () => {
  const [one, two] = [subnet('a'), subnet('b')];
  const table = network.create('routeTable', { references: [vpc] });
  const endpoint = network.create('endpoint', {
    references: [vpc, table],
    serviceName: `com.amazonaws.${REGION}.s3`,
    routeTableIds: [table],
    prefixListId: 'pl-s3',
    policy: { Statement: [] },
  });
  const associate = (subnetId: string) =>
    network.create('association', {
      references: [subnetId, table],
      subnetId,
      routeTableId: table,
    });
  associate(one);
  const out = group({ egress: [tcp(443, { prefixListIds: ['pl-s3'] })] });
  const placed = { subnetIds: [one, two], securityGroupIds: [out] };
  expect(network.wayTo('s3', placed)).toEqual({
    because: `${two} has no route to com.amazonaws.${REGION}.s3`,
  });
  associate(two);
  expect(network.wayTo('s3', placed)).toEqual({ policy: { Statement: [] } });
  expect(network.wayTo('dynamodb', placed)).toMatchObject({
    because: expect.stringContaining('no route') as unknown,
  });
  expect(network.wayTo('s3', { ...placed, securityGroupIds: [group()] })).toEqual({
    because: 'no security group lets it connect to pl-s3',
  });
  expect(() => network.delete(table)).toThrow('has dependencies');
  network.delete(endpoint);
  expect(network.wayTo('s3', placed)).toHaveProperty('because');
});
