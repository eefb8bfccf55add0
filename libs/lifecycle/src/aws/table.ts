import { LIMITS } from '@pilotlight/contracts';
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
  type PutCommandInput,
  type QueryCommandInput,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { cloudError } from './errors.ts';

export type Item = Readonly<Record<string, unknown>>;

/** DynamoDB's calls on one table: time-bounded, failed conditions as values, all else as `CloudError`. */
export interface Table {
  /** Strongly consistent. */
  get(key: Item): Promise<Item | undefined>;
  /** @returns whether the condition held */
  put(input: Omit<PutCommandInput, 'TableName'>): Promise<boolean>;
  /** @returns the new item, or undefined when the condition did not hold */
  update(input: Omit<UpdateCommandInput, 'TableName'>): Promise<Item | undefined>;
  query(
    input: Omit<QueryCommandInput, 'TableName'>,
  ): Promise<{ items: Item[]; count: number; next: Item | undefined }>;
}

export function dynamoTable(client: DynamoDBDocumentClient, TableName: string): Table {
  const within = () => ({ abortSignal: AbortSignal.timeout(LIMITS.cloudCallSeconds * 1000) });

  async function conditional<T>(operation: string, call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException')
        return undefined;
      throw cloudError('DynamoDB', operation, error);
    }
  }

  return {
    async get(Key) {
      try {
        const input = { TableName, Key, ConsistentRead: true };
        return (await client.send(new GetCommand(input), within())).Item;
      } catch (error) {
        throw cloudError('DynamoDB', 'GetItem', error);
      }
    },
    async put(input) {
      const command = new PutCommand({ TableName, ...input });
      return (await conditional('PutItem', () => client.send(command, within()))) !== undefined;
    },
    async update(input) {
      const command = new UpdateCommand({ TableName, ReturnValues: 'ALL_NEW', ...input });
      const output = await conditional('UpdateItem', () => client.send(command, within()));
      return output && (output.Attributes ?? {});
    },
    async query(input) {
      try {
        const output = await client.send(new QueryCommand({ TableName, ...input }), within());
        const { Items = [], Count = 0, LastEvaluatedKey } = output;
        return { items: Items, count: Count, next: LastEvaluatedKey };
      } catch (error) {
        throw cloudError('DynamoDB', 'Query', error);
      }
    },
  };
}
