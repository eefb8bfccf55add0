import type { Rule } from './rules.ts';

interface Referring {
  /** The ids of what it needs, which cannot be deleted before it. */
  readonly references: readonly string[];
}

/** What there is in a network, by kind. */
export interface Members {
  vpc: Referring;
  subnet: Referring & { readonly vpcId: string; readonly availabilityZone: string };
  securityGroup: Referring & {
    readonly ingress: readonly Rule[];
    readonly egress: readonly Rule[];
  };
  /** A rule of a security group that is a resource of its own. */
  rule: Referring & {
    readonly groupId: string;
    readonly direction: 'ingress' | 'egress';
    readonly rule: Rule;
  };
  routeTable: Referring;
  association: Referring & { readonly subnetId: string; readonly routeTableId: string };
  endpoint: Referring & {
    readonly serviceName: string;
    readonly routeTableIds: readonly string[];
    readonly prefixListId: string;
    /** Undefined allows everything. */
    readonly policy: unknown;
  };
}

export type Kind = keyof Members;
export type Member = { [K in Kind]: { readonly kind: K } & Members[K] }[Kind];

export interface Ec2Control {
  /** @returns its id. @throws AwsError for a reference that does not exist */
  create<K extends Kind>(kind: K, properties: Members[K]): string;
  change<K extends Kind>(kind: K, id: string, properties: Members[K]): void;
  /** @throws AwsError DependencyViolation while something needs it */
  delete(id: string): void;
}
