import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { TABLE } from '@pilotlight/contracts';
import { KEYS } from '@pilotlight/lifecycle/aws';
import type { Cloud } from '../cloud.ts';

/** DynamoDB's part. */
export function dynamoDb(client: DynamoDBDocumentClient): Pick<Cloud, 'remembers'> {
  return {
    async remembers({ table, key }) {
      try {
        const { Count = 0 } = await client.send(
          new QueryCommand({
            TableName: table,
            // The endpoint's wake or last use. There is no wake if the stack was recreated while the endpoint was awake.
            KeyConditionExpression: '#hash = :endpoint',
            ExpressionAttributeNames: { '#hash': TABLE.hashKey },
            ExpressionAttributeValues: { ':endpoint': KEYS.wake(key)[TABLE.hashKey] },
            ConsistentRead: true,
            Limit: 1,
          }),
        );
        return Count > 0 ? 'kept' : 'missing';
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return 'no table';
        throw error;
      }
    },
  };
}
