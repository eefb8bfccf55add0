import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { Caller } from '../../cloud/iam/sessions.ts';
import type { LogsControl } from './control.ts';

/** A group keeps this many of its newest events; CloudWatch keeps all for the retention time. */
const EVENTS_KEPT = 10_000;

export interface LogEvent {
  /** One counter for all groups, so that ids are unique and sort by the time of writing. */
  readonly id: number;
  readonly stream: string;
  readonly timestampMs: number;
  readonly message: string;
}

export interface LogGroup {
  readonly name: string;
  readonly createdAt: Date;
  readonly events: LogEvent[];
}

/** CloudWatch's log groups with the newest lines that functions and containers wrote to them. */
export class LogGroups implements LogsControl {
  readonly #context: CloudContext;
  readonly #groups = new Map<string, LogGroup>();
  /** Groups whose writer lacks a permission: AWS would drop its lines, so they are dropped here. */
  readonly #mute = new Set<string>();
  #events = 0;

  constructor(context: CloudContext) {
    this.#context = context;
  }

  createLogGroup(name: string): { arn: string } {
    this.#open(name);
    return { arn: this.#context.arns.logGroup(name) };
  }

  deleteLogGroup(name: string): void {
    this.#groups.delete(name);
  }

  all(): readonly LogGroup[] {
    return [...this.#groups.values()];
  }

  /** @throws AwsError ResourceNotFoundException */
  existing(name: string): LogGroup {
    const group = this.#groups.get(name);
    if (group) return group;
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  }

  /** Writes one line; creates a missing group, as its writer would. */
  write(group: string, stream: string, message: string): void {
    if (this.#mute.has(group)) return;
    const { events } = this.#open(group);
    events.push({ id: this.#events++, stream, timestampMs: Date.now(), message });
    if (events.length > EVENTS_KEPT) events.shift();
  }

  /** Logs a warning as `source` when the caller may not write to its group: AWS would drop its lines. */
  async warnIfMute(caller: Caller, group: string, source: string): Promise<void> {
    const stream = this.#context.arns.logStream(group, 'stream');
    const needed = [
      ...(this.#groups.has(group)
        ? []
        : [{ action: 'logs:CreateLogGroup', resource: `${this.#context.arns.logGroup(group)}:*` }]),
      { action: 'logs:CreateLogStream', resource: `${this.#context.arns.logGroup(group)}:*` },
      { action: 'logs:PutLogEvents', resource: stream },
    ];
    this.#mute.delete(group);
    for (const permission of needed) {
      const verdict = await this.#context.authorizer.may(caller, permission);
      if (verdict.allowed) continue;
      this.#mute.add(group);
      this.#context.log(
        source,
        `WARNING on AWS these lines would be lost: role ${caller.role} lacks ${permission.action} on ${group}`,
      );
      return;
    }
  }

  #open(name: string): LogGroup {
    const group = this.#groups.get(name) ?? { name, createdAt: new Date(), events: [] };
    this.#groups.set(name, group);
    return group;
  }
}
