import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Cloud } from '../cloud.ts';
import { dynamoDb } from './dynamodb.ts';
import { lambda } from './lambda.ts';
import { sageMaker } from './sagemaker.ts';

/** More than the SDK's three: SageMaker throttles who asks for many endpoints, and latency does not matter here. */
const ATTEMPTS = 8;

/** AWS in one region, with the credentials that the SDK finds. */
export function awsCloud(region: string): Cloud {
  const options = { region, maxAttempts: ATTEMPTS, requestHandler: { connectionTimeout: 5000 } };
  return {
    ...sageMaker(new SageMakerClient(options)),
    ...lambda(new LambdaClient(options)),
    ...dynamoDb(DynamoDBDocumentClient.from(new DynamoDBClient(options))),
  };
}
