import { BUCKET, ENDPOINT_TAGS, TABLE } from '@pilotlight/contracts';
import { allow, type Statement } from './document.ts';

/**
 * What a function's policy may name. Nothing here grows with the number of models: IAM counts the inline policies of a
 * role, and ends at 10,240 characters.
 */
export interface FunctionArns {
  readonly stack: string;
  readonly table: string;
  readonly bucket: string;
  readonly scheduleRule: string;
  /** A pattern of the stack's endpoints, and of no other stack's (see `names.ts`). */
  readonly endpoints: string;
  /**
   * A pattern of the stack's endpoint configurations. A policy that named the deployed one would deny it to functions that do
   * not know it yet, and deny the new one until IAM has seen the change everywhere.
   */
  readonly endpointConfigs: string;
  readonly logGroup: string;
}

/**
 * Refuses an endpoint that another stack has tagged as its own. `IfExists`, because an absent endpoint has no tags: without
 * it AWS would answer AccessDenied where the functions must hear that there is no endpoint.
 */
export function ofStack({ stack }: FunctionArns): Statement['Condition'] {
  return { StringEqualsIfExists: { [`aws:ResourceTag/${ENDPOINT_TAGS.stack}`]: stack } };
}

/**
 * What every function does: it takes a wake on from wherever it stands, to an endpoint or to an answer for those who
 * wait, and writes to its own log.
 */
export function wakeStatements(arns: FunctionArns): Statement[] {
  return [
    // Checked on the endpoint and on its configuration; the role is the model's, so that there is no PassRole.
    allow(['sagemaker:CreateEndpoint'], [arns.endpoints, arns.endpointConfigs]),
    // AddTags, because an endpoint is tagged when it is created. DeleteEndpoint, because one that failed keeps its name.
    allow(
      ['sagemaker:AddTags', 'sagemaker:DeleteEndpoint', 'sagemaker:DescribeEndpoint'],
      [arns.endpoints],
      ofStack(arns),
    ),
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
  allow(['sagemaker:DescribeEndpointConfig'], [endpointConfigs]);

/** What a function does that asks endpoints: for predictions whose inputs and answers may be too large for the table. */
export function predictStatements(arns: FunctionArns): Statement[] {
  return [
    allow(['sagemaker:InvokeEndpoint'], [arns.endpoints], ofStack(arns)),
    // Their ids are made as they come.
    allow(['s3:GetObject', 's3:PutObject'], [`${arns.bucket}/${BUCKET.prefix}*`]),
    // Without it S3 says of an object that has gone that it is forbidden.
    allow(['s3:ListBucket'], [arns.bucket]),
  ];
}
