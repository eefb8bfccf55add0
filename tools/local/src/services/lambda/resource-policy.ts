import { AwsError } from '../../cloud/aws-error.ts';
import type { LambdaControl } from './control.ts';

type PermissionSpec = Parameters<LambdaControl['addPermission']>[0];

/** A function's resource policy: who besides its own account's roles may invoke it. */
export class ResourcePolicy {
  readonly #functionArn: string;
  readonly #statements = new Map<string, object>();

  constructor(functionArn: string) {
    this.#functionArn = functionArn;
  }

  /** @throws AwsError ResourceConflictException when the statement id is taken */
  add({ statementId, action, principal, sourceArn, sourceAccount }: PermissionSpec): void {
    if (this.#statements.has(statementId)) {
      throw new AwsError(
        'ResourceConflictException',
        `The statement id (${statementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
        { status: 409 },
      );
    }
    const condition = {
      ...(sourceArn === undefined ? {} : { ArnLike: { 'AWS:SourceArn': sourceArn } }),
      ...(sourceAccount === undefined
        ? {}
        : { StringEquals: { 'AWS:SourceAccount': sourceAccount } }),
    };
    this.#statements.set(statementId, {
      Sid: statementId,
      Effect: 'Allow',
      Principal: { Service: principal },
      Action: action,
      Resource: this.#functionArn,
      ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
    });
  }

  remove(statementId: string): void {
    this.#statements.delete(statementId);
  }

  /** undefined when it has no statement. */
  get document(): object | undefined {
    if (this.#statements.size === 0) return undefined;
    return { Version: '2012-10-17', Id: 'default', Statement: [...this.#statements.values()] };
  }
}
