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
import { cloudError } from '@pilotlight/hosts/aws';
import { within } from '@pilotlight/hosts/aws';

export type Item = Readonly<Record<string, unknown>>;

/** DynamoDB calls on one table, with a time limit. Failed conditions are return values; other errors: `CloudError`. */
export interface Table {
  /** Strongly consistent. */
  get(key: Item): Promise<Item | undefined>;
  /** @returns whether the condition held */
  put(input: Omit<PutCommandInput, 'TableName'>): Promise<boolean>;
  /**
   * @param seconds time limit, including retries; default `LIMITS.cloudCallSeconds`
   * @returns the new item, or undefined when the condition did not hold
   */
  update(input: Omit<UpdateCommandInput, 'TableName'>, seconds?: number): Promise<Item | undefined>;
  query(
    input: Omit<QueryCommandInput, 'TableName'>,
  ): Promise<{ items: Item[]; count: number; next: Item | undefined }>;
}

const briefly = <T>(call: Parameters<typeof within<T>>[1]) => within(LIMITS.cloudCallSeconds, call);

export function dynamoTable(client: DynamoDBDocumentClient, TableName: string): Table {
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
        const command = new GetCommand(input);
        return (await briefly((options) => client.send(command, options))).Item;
      } catch (error) {
        throw cloudError('DynamoDB', 'GetItem', error);
      }
    },
    async put(input) {
      const command = new PutCommand({ TableName, ...input });
      const put = () => briefly((options) => client.send(command, options));
      return (await conditional('PutItem', put)) !== undefined;
    },
    async update(input, seconds = LIMITS.cloudCallSeconds) {
      const command = new UpdateCommand({ TableName, ReturnValues: 'ALL_NEW', ...input });
      const update = () => within(seconds, (options) => client.send(command, options));
      const output = await conditional('UpdateItem', update);
      return output && (output.Attributes ?? {});
    },
    async query(input) {
      try {
        const command = new QueryCommand({ TableName, ...input });
        const output = await briefly((options) => client.send(command, options));
        const { Items = [], Count = 0, LastEvaluatedKey } = output;
        return { items: Items, count: Count, next: LastEvaluatedKey };
      } catch (error) {
        throw cloudError('DynamoDB', 'Query', error);
      }
    },
  };
}
