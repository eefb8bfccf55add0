import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { SpendStore } from '../cost/ports.ts';
import type { ActivityStore } from '../endpoint/ports.ts';
import type { KeyStore } from '../predict/ports.ts';
import type { PredictionStore } from '../queue/ports.ts';
import type { WakeStore } from '../wake/ports.ts';
import { endpointStore } from './dynamodb-endpoints.ts';
import { spendStore } from './dynamodb-spends.ts';
import { predictionStore } from './dynamodb-predictions.ts';
import type { Objects } from './s3-objects.ts';
import { dynamoTable } from './table.ts';

export type Store = ActivityStore & WakeStore & PredictionStore & KeyStore & SpendStore;

/** The store in the DynamoDB table that `TABLE` describes; texts that are too large for an item are in `objects`. */
export function dynamoDbStore(
  client: DynamoDBDocumentClient,
  tableName: string,
  objects: Objects,
): Store {
  const table = dynamoTable(client, tableName);
  return { ...endpointStore(table), ...spendStore(table), ...predictionStore(table, objects) };
}
