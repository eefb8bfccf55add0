/** A rule of a security group: for TCP, or for everything (`-1`). */
export interface Rule {
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidrBlocks?: readonly string[] | undefined;
  readonly prefixListIds?: readonly string[] | undefined;
  readonly securityGroupIds?: readonly string[] | undefined;
  /** The other side may be in the same group. */
  readonly self?: boolean | undefined;
}

/** The other side of a connection. */
export interface Peer {
  readonly securityGroupIds: readonly string[];
  readonly prefixListIds: readonly string[];
}

const ANYWHERE = '0.0.0.0/0';

/**
 * Whether one of the rules admits a TCP connection with the other side. Of the address ranges only `0.0.0.0/0` counts,
 * because nothing has an address here.
 */
export function admits(
  rules: readonly Rule[],
  { securityGroupIds, prefixListIds }: Peer,
  port: number,
): boolean {
  return rules.some((rule) => {
    const isPort = rule.protocol === 'tcp' && rule.fromPort <= port && port <= rule.toPort;
    if (rule.protocol !== '-1' && !isPort) return false;
    return (
      rule.cidrBlocks?.includes(ANYWHERE) === true ||
      securityGroupIds.some((id) => rule.securityGroupIds?.includes(id) === true) ||
      prefixListIds.some((id) => rule.prefixListIds?.includes(id) === true)
    );
  });
}
