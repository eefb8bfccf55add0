import { BUCKET, TABLE } from '@pilotlight/contracts';
import { allow, type Statement } from './document.ts';

/** What a function's policy may name. */
export interface FunctionArns {
  readonly table: string;
  readonly bucket: string;
  readonly scheduleRule: string;
  readonly endpoints: readonly string[];
  /**
   * All configurations of each endpoint. A policy that named the deployed one would deny it to functions that do not know
   * it yet, and deny the new one until IAM has seen the change everywhere.
   */
  readonly endpointConfigs: readonly string[];
  /** Every endpoint of the stack, those of former models too: their common beginning and `*`. */
  readonly anyEndpoint: string;
  readonly logGroup: string;
}

/**
 * What every function does: it takes a wake on from wherever it stands, to an endpoint or to an answer for those who
 * wait, and writes to its own log.
 */
export function wakeStatements(arns: FunctionArns): Statement[] {
  return [
    // Checked on the endpoint and on its configuration; the role is the model's, so that there is no PassRole.
    allow(['sagemaker:CreateEndpoint'], [...arns.endpoints, ...arns.endpointConfigs]),
    // What is tagged at its creation needs both.
    allow(['sagemaker:AddTags'], arns.endpoints),
    // A failed endpoint keeps its name until it is deleted.
    allow(['sagemaker:DeleteEndpoint', 'sagemaker:DescribeEndpoint'], arns.endpoints),
    allow(['events:EnableRule'], [arns.scheduleRule]),
    allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [arns.table]),
    // Of the table itself: the ledgers of all models.
    allow(['dynamodb:Query'], [arns.table, `${arns.table}/index/${TABLE.queueIndex.name}`]),
    // `:*` is the group's own log streams, which Lambda names by instance.
    allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [`${arns.logGroup}:*`]),
  ];
}

/**
 * What a function needs that counts what endpoints cost: one whose update was rolled back runs on an older configuration.
 */
export const countStatement = ({ endpointConfigs }: FunctionArns): Statement =>
  allow(['sagemaker:DescribeEndpointConfig'], endpointConfigs);

/** What a function does that asks endpoints: for predictions whose inputs and answers may be too large for the table. */
export function predictStatements(arns: FunctionArns): Statement[] {
  return [
    allow(['sagemaker:InvokeEndpoint'], arns.endpoints),
    // Their ids are made as they come.
    allow(['s3:GetObject', 's3:PutObject'], [`${arns.bucket}/${BUCKET.prefix}*`]),
    // Without it S3 says of an object that has gone that it is forbidden.
    allow(['s3:ListBucket'], [arns.bucket]),
  ];
}
