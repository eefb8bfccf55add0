import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { DynamoDbControl, TableSpec } from './control.ts';

const POLL_MILLISECONDS = 10;

/** DynamoDB's tables, kept in memory by dynalite on a loopback port of its own. */
export class Tables implements DynamoDbControl {
  readonly #context: CloudContext;
  readonly #server: Server;
  #url = '';

  constructor(context: CloudContext) {
    this.#context = context;
    this.#server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  }

  /** Where dynalite listens. Only the front server may use it, because it checks IAM first. */
  get url(): string {
    return this.#url;
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Waits for the requests in dynalite: one that found its database closed would fail outside of any handler. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    const timer = setInterval(() => this.#server.closeIdleConnections(), POLL_MILLISECONDS);
    await closed;
    clearInterval(timer);
  }

  /** Resolves when the table is ACTIVE. */
  async createTable(spec: TableSpec): Promise<{ arn: string }> {
    await this.#send('CreateTable', {
      TableName: spec.name,
      AttributeDefinitions: spec.attributes.map(({ name, type }) => ({
        AttributeName: name,
        AttributeType: type,
      })),
      KeySchema: keySchema(spec),
      BillingMode: 'PAY_PER_REQUEST',
      ...(spec.globalSecondaryIndexes.length > 0
        ? {
            GlobalSecondaryIndexes: spec.globalSecondaryIndexes.map((index) => ({
              IndexName: index.name,
              KeySchema: keySchema(index),
              Projection: { ProjectionType: index.projectionType },
            })),
          }
        : {}),
    });
    while (!(await this.#isActive(spec.name))) await sleep();
    return { arn: this.#context.arns.table(spec.name) };
  }

  /** Resolves when the name is free again; a missing table is not an error. */
  async deleteTable(name: string): Promise<void> {
    try {
      await this.#send('DeleteTable', { TableName: name });
      while ((await this.#describe(name)) !== undefined) await sleep();
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  async #isActive(name: string): Promise<boolean> {
    const table = await this.#describe(name);
    const indexes = table?.GlobalSecondaryIndexes ?? [];
    return (
      table?.TableStatus === 'ACTIVE' &&
      indexes.every(({ IndexStatus }) => IndexStatus === 'ACTIVE')
    );
  }

  async #describe(name: string): Promise<TableDescription | undefined> {
    const answer = await this.#send('DescribeTable', { TableName: name });
    return answer.Table;
  }

  async #send(operation: string, input: object): Promise<{ Table?: TableDescription }> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20120810T000000Z',
        authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local',
      },
      body: JSON.stringify(input),
    });
    const answer = (await response.json()) as Answer;
    if (response.ok) return answer;
    const name = answer.__type?.split('#').at(-1) ?? 'InternalFailure';
    throw new AwsError(name, answer.message ?? `${operation} failed`);
  }
}

interface TableDescription {
  readonly TableStatus: string;
  readonly GlobalSecondaryIndexes?: { readonly IndexStatus: string }[];
}

interface Answer {
  readonly Table?: TableDescription;
  readonly __type?: string;
  readonly message?: string;
}

function keySchema({ hashKey, rangeKey }: { hashKey: string; rangeKey?: string }) {
  return [
    { AttributeName: hashKey, KeyType: 'HASH' },
    ...(rangeKey === undefined ? [] : [{ AttributeName: rangeKey, KeyType: 'RANGE' }]),
  ];
}

function isNotFound(error: unknown): boolean {
  return error instanceof AwsError && error.name === 'ResourceNotFoundException';
}

function sleep(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
}
