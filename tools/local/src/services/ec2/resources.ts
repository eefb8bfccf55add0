import { createHash } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { handlersFor, type HandlerContext } from '../../resources/handler.ts';
import {
  inputs,
  jsonFailures,
  name,
  optional,
  PolicyInput,
  regionalInputs,
} from '../../resources/schema.ts';
import type { Ec2Control } from './control.ts';
import type { Rule } from './rules.ts';

type Context = HandlerContext<Record<'ec2', Ec2Control>>;
const defineHandler = handlersFor<Record<'ec2', Ec2Control>>();

const Cidr = Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+\\.\\d+/\\d+$' });
const idOf = (prefix: string) => Type.String({ pattern: `^${prefix}-` });
const arnOf = ({ cloud }: Context, resource: string) =>
  `arn:aws:ec2:${cloud.region}:${cloud.accountId}:${resource}`;
const remove = (id: string, _outputs: unknown, { cloud }: Context) => cloud.ec2.delete(id);

export const vpc = defineHandler({
  type: 'aws:ec2/vpc:Vpc',
  inputs: regionalInputs({
    cidrBlock: Cidr,
    enableDnsHostnames: optional(Type.Boolean()),
    enableDnsSupport: optional(Type.Boolean()),
  }),
  defaults: { enableDnsSupport: true, enableDnsHostnames: false },
  replaceOnChanges: ['cidrBlock', 'region'],
  create(_given, context) {
    const id = context.cloud.ec2.create('vpc', { references: [] });
    return { id, outputs: { arn: arnOf(context, `vpc/${id}`) } };
  },
  update: () => ({}),
  delete: remove,
});

export const subnet = defineHandler({
  type: 'aws:ec2/subnet:Subnet',
  inputs: regionalInputs({
    vpcId: idOf('vpc'),
    cidrBlock: Cidr,
    availabilityZone: Type.String({ minLength: 1 }),
    mapPublicIpOnLaunch: optional(Type.Boolean()),
  }),
  defaults: { mapPublicIpOnLaunch: false },
  replaceOnChanges: ['vpcId', 'cidrBlock', 'availabilityZone', 'region'],
  create({ vpcId, availabilityZone }, context) {
    const id = context.cloud.ec2.create('subnet', {
      references: [vpcId],
      vpcId,
      availabilityZone,
    });
    return { id, outputs: { arn: arnOf(context, `subnet/${id}`) } };
  },
  update: () => ({}),
  delete: remove,
});

/** A route table has only the VPC's local route here, and those of gateway endpoints. */
export const routeTable = defineHandler({
  type: 'aws:ec2/routeTable:RouteTable',
  inputs: regionalInputs({ vpcId: idOf('vpc') }),
  replaceOnChanges: ['vpcId', 'region'],
  create({ vpcId }, context) {
    const id = context.cloud.ec2.create('routeTable', { references: [vpcId] });
    return { id, outputs: { arn: arnOf(context, `route-table/${id}`) } };
  },
  update: () => ({}),
  delete: remove,
});

export const routeTableAssociation = defineHandler({
  type: 'aws:ec2/routeTableAssociation:RouteTableAssociation',
  inputs: inputs({
    subnetId: idOf('subnet'),
    routeTableId: idOf('rtb'),
    region: optional(Type.String()),
  }),
  replaceOnChanges: ['subnetId', 'region'],
  create: ({ subnetId, routeTableId }, { cloud }) => ({
    id: cloud.ec2.create('association', associationOf(subnetId, routeTableId)),
    outputs: {},
  }),
  update(id, { subnetId, routeTableId }, { cloud }) {
    cloud.ec2.change('association', id, associationOf(subnetId, routeTableId));
    return {};
  },
  delete: remove,
});

const associationOf = (subnetId: string, routeTableId: string) => ({
  references: [subnetId, routeTableId],
  subnetId,
  routeTableId,
});

const EndpointInputs = regionalInputs({
  vpcId: idOf('vpc'),
  serviceName: Type.String({ pattern: '^com\\.amazonaws\\.[a-z0-9-]+\\.(s3|dynamodb)$' }),
  vpcEndpointType: optional(Type.Enum(['Gateway'])),
  routeTableIds: Type.Array(idOf('rtb')),
  policy: optional(PolicyInput),
});

function endpointOf(given: Static<typeof EndpointInputs>) {
  const { vpcId, serviceName, routeTableIds, policy } = given;
  const digits = createHash('sha256').update(serviceName).digest('hex').slice(0, 8);
  return {
    references: [vpcId, ...routeTableIds],
    serviceName,
    routeTableIds,
    prefixListId: `pl-${digits}`,
    policy: typeof policy === 'string' ? (JSON.parse(policy) as unknown) : policy,
  };
}

/** Gateway endpoints only: they are free, and the two services that have them are all that a model's function calls. */
export const vpcEndpoint = defineHandler({
  type: 'aws:ec2/vpcEndpoint:VpcEndpoint',
  inputs: EndpointInputs,
  defaults: { vpcEndpointType: 'Gateway' },
  replaceOnChanges: ['vpcId', 'serviceName', 'vpcEndpointType', 'region'],
  check: ({ policy }) => (policy === undefined ? [] : jsonFailures('policy', policy)),
  create(given, context) {
    const endpoint = endpointOf(given);
    const id = context.cloud.ec2.create('endpoint', endpoint);
    const { prefixListId } = endpoint;
    return { id, outputs: { arn: arnOf(context, `vpc-endpoint/${id}`), prefixListId } };
  },
  update(id, given, { cloud }) {
    cloud.ec2.change('endpoint', id, endpointOf(given));
    return {};
  },
  delete: remove,
});

const InlineRule = inputs({
  protocol: Type.Enum(['tcp', '-1']),
  fromPort: Type.Integer({ minimum: 0, maximum: 65_535 }),
  toPort: Type.Integer({ minimum: 0, maximum: 65_535 }),
  cidrBlocks: optional(Type.Array(Cidr)),
  prefixListIds: optional(Type.Array(idOf('pl'))),
  securityGroups: optional(Type.Array(idOf('sg'))),
  self: optional(Type.Boolean()),
  description: optional(Type.String()),
});

const GroupInputs = regionalInputs({
  vpcId: idOf('vpc'),
  name: optional(name('^[^$]+$', 255)),
  description: optional(Type.String({ maxLength: 255 })),
  ingress: optional(Type.Array(InlineRule)),
  egress: optional(Type.Array(InlineRule)),
});

function groupOf({ vpcId, ingress = [], egress = [] }: Static<typeof GroupInputs>) {
  const rule = ({ securityGroups, ...rest }: Static<typeof InlineRule>): Rule => ({
    ...rest,
    securityGroupIds: securityGroups,
  });
  const groups = [...ingress, ...egress].flatMap(({ securityGroups = [] }) => securityGroups);
  return {
    references: [vpcId, ...groups],
    ingress: ingress.map(rule),
    egress: egress.map(rule),
  };
}

/** Without `egress` a group lets nothing out: the provider removes AWS's own rule. */
export const securityGroup = defineHandler({
  type: 'aws:ec2/securityGroup:SecurityGroup',
  inputs: GroupInputs,
  defaults: { description: 'Managed by Pulumi' },
  autoname: { property: 'name', maxLength: 255 },
  replaceOnChanges: ['vpcId', 'name', 'description', 'region'],
  create(given, context) {
    const id = context.cloud.ec2.create('securityGroup', groupOf(given));
    return {
      id,
      outputs: {
        arn: arnOf(context, `security-group/${id}`),
        ownerId: context.cloud.accountId,
      },
    };
  },
  update(id, given, { cloud }) {
    cloud.ec2.change('securityGroup', id, groupOf(given));
    return {};
  },
  delete: remove,
});
