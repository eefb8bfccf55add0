import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ActivityStore } from '../endpoint/ports.ts';
import type { KeyStore } from '../predict/ports.ts';
import type { PredictionStore } from '../queue/ports.ts';
import type { WakeStore } from '../wake/ports.ts';
import { endpointStore } from './dynamodb-endpoints.ts';
import { predictionStore } from './dynamodb-predictions.ts';
import type { Objects } from './s3-objects.ts';
import { dynamoTable } from './table.ts';

export type Store = ActivityStore & WakeStore & PredictionStore & KeyStore;

/** The store in the DynamoDB table that `TABLE` describes; texts that are too large for an item are in `objects`. */
export function dynamoDbStore(
  client: DynamoDBDocumentClient,
  tableName: string,
  objects: Objects,
): Store {
  const table = dynamoTable(client, tableName);
  return { ...endpointStore(table), ...predictionStore(table, objects) };
}
