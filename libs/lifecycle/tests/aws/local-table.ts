import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { TABLE } from '@pilotlight/contracts';
import dynalite from 'dynalite';

/** A table as infra creates it, in a local DynamoDB (dynalite). */
export async function startLocalTable(tableName: string) {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'dummy', secretAccessKey: 'dummy' },
  });
  const { hashKey, rangeKey, queueIndex } = TABLE;
  const names = new Set([hashKey, rangeKey, queueIndex.hashKey, queueIndex.rangeKey]);
  const keys = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...names].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      KeySchema: keys(hashKey, rangeKey),
      GlobalSecondaryIndexes: [
        {
          IndexName: queueIndex.name,
          KeySchema: keys(queueIndex.hashKey, queueIndex.rangeKey),
          Projection: { ProjectionType: queueIndex.projection },
        },
      ],
    }),
  );
  return {
    documents: DynamoDBDocumentClient.from(client),
    async stop() {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
