import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StorePort } from '../ports.ts';
import { modelStore } from './dynamodb-models.ts';
import { predictionStore } from './dynamodb-predictions.ts';
import type { Objects } from './s3-objects.ts';
import { dynamoTable } from './table.ts';

/** The store in the DynamoDB table that `TABLE` describes; texts that are too large for an item are in `objects`. */
export function dynamoDbStore(
  client: DynamoDBDocumentClient,
  tableName: string,
  objects: Objects,
): StorePort {
  const table = dynamoTable(client, tableName);
  return { ...modelStore(table), ...predictionStore(table, objects) };
}
