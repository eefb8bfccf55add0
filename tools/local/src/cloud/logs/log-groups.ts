import type { CloudContext } from '../context.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Caller } from '../iam/sessions.ts';
import type { LogsControl } from '../types.ts';

/** CloudWatch's log groups, by name only: what would be written to them is in the cloud's own log. */
export class LogGroups implements LogsControl {
  readonly #context: CloudContext;
  readonly #authorizer: Authorizer;
  readonly #groups = new Set<string>();

  constructor(context: CloudContext, authorizer: Authorizer) {
    this.#context = context;
    this.#authorizer = authorizer;
  }

  createLogGroup(name: string): { arn: string } {
    this.#groups.add(name);
    return { arn: this.#context.arns.logGroup(name) };
  }

  deleteLogGroup(name: string): void {
    this.#groups.delete(name);
  }

  /** Logs a warning as `source` when the caller could not write to its group, for on AWS its lines would be lost. */
  async warnIfMute(caller: Caller, group: string, source: string): Promise<void> {
    const stream = this.#context.arns.logStream(group, 'stream');
    const needed = [
      ...(this.#groups.has(group)
        ? []
        : [{ action: 'logs:CreateLogGroup', resource: `${this.#context.arns.logGroup(group)}:*` }]),
      { action: 'logs:CreateLogStream', resource: `${this.#context.arns.logGroup(group)}:*` },
      { action: 'logs:PutLogEvents', resource: stream },
    ];
    for (const permission of needed) {
      const verdict = await this.#authorizer.may(caller, permission);
      if (verdict.allowed) continue;
      this.#context.log(
        source,
        `WARNING on AWS these lines would be lost: role ${caller.role} lacks ${permission.action} on ${group}`,
      );
      return;
    }
  }
}
