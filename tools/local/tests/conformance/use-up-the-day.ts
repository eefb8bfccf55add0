import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parseDeployment } from '@pilotlight/contracts';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const DAY_MS = 24 * 3600 * 1000;

/**
 * Writes into the stack's table that another of its endpoints was awake all day, as the API's function could.
 * @param environmentDirectory where the local stack wrote the functions' environment files
 */
export async function useUpTheDay(environmentDirectory: string): Promise<void> {
  const environment = parseEnv(readFileSync(join(environmentDirectory, 'api.env'), 'utf8'));
  const file = environment['DEPLOYMENT_FILE'] ?? '';
  const { tableName: TableName } = parseDeployment(readFileSync(file, 'utf8'));
  const client = new DynamoDBClient({
    region: environment['AWS_REGION'] ?? '',
    endpoint: environment['AWS_ENDPOINT_URL'] ?? '',
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: environment['AWS_SESSION_TOKEN'] ?? '',
    },
  });
  const milliseconds = { N: String(DAY_MS) };
  // Tomorrow too, in case the day changes during the test.
  const days = [0, DAY_MS].map((later) => new Date(Date.now() + later).toISOString().slice(0, 10));
  await client.send(
    new PutItemCommand({
      TableName,
      Item: {
        pk: { S: 'COST' },
        sk: { S: 'ENDPOINT#another' },
        since: { N: String(Date.now() - DAY_MS) },
        awakeMilliseconds: milliseconds,
        instanceMilliseconds: { M: {} },
        days: { M: Object.fromEntries(days.map((day) => [day, milliseconds])) },
        lives: { L: [] },
        version: { N: '1' },
      },
    }),
  );
  client.destroy();
}
