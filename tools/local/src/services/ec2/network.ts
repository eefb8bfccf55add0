import { randomBytes } from 'node:crypto';
import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { Ec2Control, Kind, Member, Members } from './control.ts';
import { admits, type Peer, type Rule } from './rules.ts';

/** How EC2 names each kind of resource: in ids, and in errors. */
const NAMES: Readonly<Record<Kind, { readonly prefix: string; readonly called: string }>> = {
  vpc: { prefix: 'vpc', called: 'vpc' },
  subnet: { prefix: 'subnet', called: 'subnet' },
  securityGroup: { prefix: 'sg', called: 'securityGroup' },
  rule: { prefix: 'sgr', called: 'securityGroupRule' },
  routeTable: { prefix: 'rtb', called: 'routeTable' },
  association: { prefix: 'rtbassoc', called: 'association' },
  endpoint: { prefix: 'vpce', called: 'vpcEndpoint' },
};

const PORT_HTTPS = 443;

/** A way out of a VPC: the policy of the endpoint that it leads through, or why there is none. */
export type Way = { readonly policy: unknown } | { readonly because: string };

/** Where an interface is. */
export interface Placed {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** EC2's networks: VPCs without a way to the internet, and what is in them. */
export class Network implements Ec2Control {
  readonly #context: CloudContext;
  readonly #members = new Map<string, Member>();
  /** Network interfaces of other services, by their owner: a function, a mount target. */
  readonly #interfaces = new Map<string, Placed>();

  constructor(context: CloudContext) {
    this.#context = context;
  }

  create<K extends Kind>(kind: K, properties: Members[K]): string {
    const id = `${NAMES[kind].prefix}-0${randomBytes(8).toString('hex')}`;
    this.change(kind, id, properties);
    return id;
  }

  change<K extends Kind>(kind: K, id: string, properties: Members[K]): void {
    const missing = properties.references.find((reference) => !this.#members.has(reference));
    if (missing !== undefined) {
      throw new AwsError('InvalidID.NotFound', `The ID '${missing}' does not exist`);
    }
    this.#members.set(id, { kind, ...properties } as unknown as Member);
  }

  delete(id: string): void {
    const member = this.#members.get(id);
    if (!member) return;
    const used = [...this.#members.values()].some(({ references }) => references.includes(id));
    const occupied = [...this.#interfaces.values()].some(({ subnetIds, securityGroupIds }) =>
      [...subnetIds, ...securityGroupIds].includes(id),
    );
    if (used || occupied) {
      throw new AwsError(
        'DependencyViolation',
        member.kind === 'securityGroup'
          ? `resource ${id} has a dependent object`
          : `The ${NAMES[member.kind].called} '${id}' has dependencies and cannot be deleted.`,
      );
    }
    this.#members.delete(id);
  }

  /** Puts a network interface of `owner` there. @throws AwsError when a subnet or security group does not exist */
  attach(owner: string, placed: Placed): void {
    for (const id of placed.subnetIds) this.#existing('subnet', id);
    for (const id of placed.securityGroupIds) this.#existing('securityGroup', id);
    this.#interfaces.set(owner, placed);
  }

  detach(owner: string): void {
    this.#interfaces.delete(owner);
  }

  vpcOf(subnetId: string): string {
    return this.#existing('subnet', subnetId).vpcId;
  }

  zoneOf(subnetId: string): string {
    return this.#existing('subnet', subnetId).availabilityZone;
  }

  /** Whether an interface in the groups `from` may connect to one in the groups `to`, on a TCP port. */
  connects(from: readonly string[], to: readonly string[], port: number): boolean {
    const peer = (ids: readonly string[]): Peer => ({ securityGroupIds: ids, prefixListIds: [] });
    return (
      from.some((id) => admits(this.#rules(id, 'egress'), peer(to), port)) &&
      to.some((id) => admits(this.#rules(id, 'ingress'), peer(from), port))
    );
  }

  /**
   * How an interface reaches an AWS service. It may be in any of its subnets, so each of them must have a way.
   * @param service its name in endpoints, such as `s3`
   */
  wayTo(service: string, { subnetIds, securityGroupIds }: Placed): Way {
    const serviceName = `com.amazonaws.${this.#context.region}.${service}`;
    const ways = subnetIds.map((subnetId): Way => {
      const table = this.#routeTableOf(subnetId);
      const endpoint = this.#all('endpoint').find(
        (one) => one.serviceName === serviceName && one.routeTableIds.includes(table ?? ''),
      );
      if (!endpoint) return { because: `${subnetId} has no route to ${serviceName}` };
      const peer = { securityGroupIds: [], prefixListIds: [endpoint.prefixListId] };
      const leaves = securityGroupIds.some((id) =>
        admits(this.#rules(id, 'egress'), peer, PORT_HTTPS),
      );
      if (leaves) return { policy: endpoint.policy };
      return { because: `no security group lets it connect to ${endpoint.prefixListId}` };
    });
    const blocked = ways.find((way) => 'because' in way);
    return blocked ?? ways[0] ?? { because: 'it is in no subnet' };
  }

  /** A group's own rules, and those that are resources of their own. A rule's `self` is the group's id. */
  #rules(groupId: string, direction: 'ingress' | 'egress'): Rule[] {
    const separate = this.#all('rule').filter(
      (one) => one.groupId === groupId && one.direction === direction,
    );
    const own = this.#existing('securityGroup', groupId)[direction];
    return [...own, ...separate.map(({ rule }) => rule)].map((rule) =>
      rule.self === true
        ? { ...rule, securityGroupIds: [...(rule.securityGroupIds ?? []), groupId] }
        : rule,
    );
  }

  /** Undefined for the main route table, which has no endpoint here. */
  #routeTableOf(subnetId: string): string | undefined {
    return this.#all('association').find((one) => one.subnetId === subnetId)?.routeTableId;
  }

  #all<K extends Kind>(kind: K): Members[K][] {
    const found = [...this.#members.values()].filter((one) => one.kind === kind);
    return found as unknown as Members[K][];
  }

  #existing<K extends 'subnet' | 'securityGroup'>(kind: K, id: string): Members[K] {
    const member = this.#members.get(id);
    if (member?.kind === kind) return member as unknown as Members[K];
    const [name, called] =
      kind === 'subnet' ? ['InvalidSubnetID', 'subnet'] : ['InvalidGroup', 'security group'];
    throw new AwsError(`${name}.NotFound`, `The ${called} '${id}' does not exist`);
  }
}
