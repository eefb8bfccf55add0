import { Type, type Static } from 'typebox';
import { handlersFor, type Failure, type HandlerContext } from '../../resources/handler.ts';
import { optional, regionalInputs } from '../../resources/schema.ts';
import type { Ec2Control } from './control.ts';

type Context = HandlerContext<Record<'ec2', Ec2Control>>;
const defineHandler = handlersFor<Record<'ec2', Ec2Control>>();

const Port = Type.Integer({ minimum: 0, maximum: 65_535 });

const RuleInputs = regionalInputs({
  securityGroupId: Type.String({ pattern: '^sg-' }),
  ipProtocol: Type.Enum(['tcp', '-1']),
  fromPort: optional(Port),
  toPort: optional(Port),
  cidrIpv4: optional(Type.String()),
  prefixListId: optional(Type.String({ pattern: '^pl-' })),
  referencedSecurityGroupId: optional(Type.String({ pattern: '^sg-' })),
  description: optional(Type.String({ maxLength: 255 })),
});
type RuleInputs = Static<typeof RuleInputs>;

const PEERS = ['cidrIpv4', 'prefixListId', 'referencedSecurityGroupId'] as const;

function peerFailures(given: RuleInputs): Failure[] {
  if (PEERS.filter((peer) => given[peer] !== undefined).length === 1) return [];
  return [{ property: PEERS[0], reason: `exactly one must be set of ${PEERS.join(', ')}` }];
}

function ruleOf(given: RuleInputs, direction: 'ingress' | 'egress') {
  const { securityGroupId, referencedSecurityGroupId, cidrIpv4, prefixListId } = given;
  const listed = (value: string | undefined) => (value === undefined ? [] : [value]);
  return {
    references: [securityGroupId, ...listed(referencedSecurityGroupId)],
    groupId: securityGroupId,
    direction,
    rule: {
      protocol: given.ipProtocol,
      fromPort: given.fromPort ?? 0,
      toPort: given.toPort ?? 65_535,
      cidrBlocks: listed(cidrIpv4),
      prefixListIds: listed(prefixListId),
      securityGroupIds: listed(referencedSecurityGroupId),
    },
  };
}

const ruleHandler = (type: string, direction: 'ingress' | 'egress') =>
  defineHandler({
    type,
    inputs: RuleInputs,
    replaceOnChanges: ['securityGroupId', 'region'],
    check: peerFailures,
    create(given, { cloud }: Context) {
      const id = cloud.ec2.create('rule', ruleOf(given, direction));
      return { id, outputs: { securityGroupRuleId: id } };
    },
    update(id, given, { cloud }) {
      cloud.ec2.change('rule', id, ruleOf(given, direction));
      return {};
    },
    delete: (id, _outputs, { cloud }) => cloud.ec2.delete(id),
  });

export const securityGroupIngressRule = ruleHandler(
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule',
  'ingress',
);

export const securityGroupEgressRule = ruleHandler(
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule',
  'egress',
);
