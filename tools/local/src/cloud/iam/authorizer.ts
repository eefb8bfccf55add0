import type { Arns } from '../arns.ts';
import { AwsError } from '../aws-error.ts';
import type { Roles } from './roles.ts';
import type { Caller } from './sessions.ts';
import { simulate, type Verdict } from './simulate.ts';

/** What a call needs: an action on a resource. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  /** key → value; none for a resource that does not exist. */
  readonly resourceTags?: Readonly<Record<string, string>>;
  /** Other condition keys of the call, such as `s3:prefix`. */
  readonly conditions?: Readonly<Record<string, string>>;
  /** The resource's own policy, where it has one. */
  readonly resourcePolicy?: unknown;
}

/** An AWS service that calls on behalf of a resource. */
export interface ServiceCaller {
  readonly principal: `${string}.amazonaws.com`;
  readonly sourceArn: string;
}

interface Surroundings {
  readonly accountId: string;
  readonly arns: Arns;
  log(source: string, line: string): void;
}

/** Evaluates the policies that the program gave to its roles and functions. */
export class Authorizer {
  readonly #context: Surroundings;
  readonly #roles: Roles;

  constructor(context: Surroundings, roles: Roles) {
    this.#context = context;
    this.#roles = roles;
  }

  /** @throws AwsError AccessDeniedException in AWS's words, logged as `iam`, for the first missing permission */
  async authorize(caller: Caller, permissions: readonly Permission[], status = 400): Promise<void> {
    const user = this.#context.arns.assumedRole(caller.role, caller.session);
    for (const permission of permissions) {
      const { action, resource } = permission;
      const verdict = await this.may(caller, permission);
      if (verdict.allowed) continue;
      this.#context.log(
        'iam',
        `DENIED role ${caller.role} (${caller.session}): ${action} on ${resource} ${verdict.because}`,
      );
      throw new AwsError(
        'AccessDeniedException',
        `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${verdict.because}`,
        { status },
      );
    }
  }

  /** @throws AwsError AccessDeniedException when the policy of the VPC endpoint does not allow the call too */
  async authorizeOnEndpoint(
    caller: Caller,
    permissions: readonly Permission[],
    endpointPolicy: unknown,
  ): Promise<void> {
    if (endpointPolicy === undefined) return;
    const principal = this.#context.arns.assumedRole(caller.role, caller.session);
    for (const { action, resource, conditions = {} } of permissions) {
      const verdict = await simulate({
        principal,
        action,
        resource,
        accountId: this.#context.accountId,
        resourcePolicy: endpointPolicy,
        context: { 'aws:SecureTransport': 'true', ...conditions },
      });
      if (verdict.allowed) continue;
      const denied = `User: ${principal} is not authorized to perform: ${action} on resource: ${resource} because no VPC endpoint policy allows the ${action} action`;
      this.#context.log('iam', `DENIED ${denied}`);
      throw new AwsError('AccessDeniedException', denied, { status: 403 });
    }
  }

  may(caller: Caller, permission: Permission): Promise<Verdict> {
    const { action, resource, resourceTags = {}, conditions = {}, resourcePolicy } = permission;
    const role = this.#roles.find(caller.role);
    return simulate({
      principal: this.#context.arns.assumedRole(caller.role, caller.session),
      action,
      resource,
      accountId: this.#context.accountId,
      identityPolicies: [...(role?.policies ?? [])].map(([name, policy]) => ({ name, policy })),
      resourcePolicy,
      context: {
        // Loopback counts as TLS.
        'aws:SecureTransport': 'true',
        ...conditions,
        ...Object.fromEntries(
          Object.entries(resourceTags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
        ),
      },
    });
  }

  /**
   * Whether the role exists and its trust policy lets the service assume it.
   * @param sourceArn the resource that the service assumes the role for; undefined for Lambda, which sends neither the
   * source ARN nor the account
   */
  async trusts(roleArn: string, service: string, sourceArn?: string): Promise<boolean> {
    const role = this.#roles.findByArn(roleArn);
    if (!role) return false;
    const verdict = await simulate({
      principal: service,
      action: 'sts:AssumeRole',
      resource: roleArn,
      accountId: this.#context.accountId,
      resourcePolicy: role.assumeRolePolicy,
      context:
        sourceArn === undefined
          ? {}
          : { 'aws:SourceAccount': this.#context.accountId, 'aws:SourceArn': sourceArn },
    });
    return verdict.allowed;
  }

  /** Whether a function's resource policy lets a service invoke it. */
  mayInvoke(
    service: ServiceCaller,
    functionArn: string,
    resourcePolicy: unknown,
  ): Promise<Verdict> {
    return simulate({
      principal: service.principal,
      action: 'lambda:InvokeFunction',
      resource: functionArn,
      accountId: this.#context.accountId,
      resourcePolicy,
      context: {
        'aws:SourceArn': service.sourceArn,
        'aws:SourceAccount': this.#context.accountId,
      },
    });
  }
}
