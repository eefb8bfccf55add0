import { BUCKET, ENDPOINT_TAGS, TABLE } from '@pilotlight/contracts';
import { allow, deny, type Statement } from './document.ts';
import { logStatement } from './model-function.ts';

/**
 * The ARNs that a function's policy may name. None of them grows with the number of models, because IAM limits all
 * inline policies of a role together to 10,240 characters.
 */
export interface FunctionArns {
  readonly stack: string;
  readonly table: string;
  readonly bucket: string;
  readonly scheduleRule: string;
  /** A pattern that matches the stack's endpoints and no other stack's (see `names.ts`). */
  readonly endpoints: string;
  /** A pattern that matches those of them that are asynchronous. */
  readonly asyncEndpoints: string;
  /** A pattern that matches those of them that the program declares, and none that the functions create. */
  readonly declaredEndpoints: string;
  /**
   * A pattern that matches the stack's endpoint configurations. A policy that named only the deployed one would deny
   * the previous one to functions not yet updated, and the new one until the change has propagated through IAM.
   */
  readonly endpointConfigs: string;
  /** A pattern that matches the functions of the stack's models, and no other function. */
  readonly modelFunctions: string;
  readonly logGroup: string;
}

/**
 * Refuses an endpoint that another stack has tagged as its own. `IfExists`, because an absent endpoint has no tags:
 * without it AWS would answer AccessDenied, and the functions could not tell that there is no endpoint.
 */
export function ofStack({ stack }: FunctionArns): Statement['Condition'] {
  return { StringEqualsIfExists: { [`aws:ResourceTag/${ENDPOINT_TAGS.stack}`]: stack } };
}

/**
 * What every function does: it advances a wake from any state, until there is an endpoint or the waiting callers have
 * an answer, and it writes to its own log.
 */
export function wakeStatements(arns: FunctionArns): Statement[] {
  return [
    // IAM checks the endpoint and its configuration. No PassRole is needed, because the role is the model's.
    allow(['sagemaker:CreateEndpoint'], [arns.endpoints, arns.endpointConfigs]),
    // AddTags, because an endpoint is tagged when it is created. DeleteEndpoint, because one that failed keeps its
    // name.
    allow(
      ['sagemaker:AddTags', 'sagemaker:DeleteEndpoint', 'sagemaker:DescribeEndpoint'],
      [arns.endpoints],
      ofStack(arns),
    ),
    // Only `pulumi up` and `pulumi destroy` change the endpoints that the program declares.
    deny(
      ['sagemaker:CreateEndpoint', 'sagemaker:DeleteEndpoint', 'sagemaker:UpdateEndpoint'],
      [arns.declaredEndpoints],
    ),
    allow(['events:EnableRule'], [arns.scheduleRule]),
    allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [arns.table]),
    // The table itself is queried for the ledgers of all models.
    allow(['dynamodb:Query'], [arns.table, `${arns.table}/index/${TABLE.queueIndex.name}`]),
    logStatement(arns.logGroup),
  ];
}

/**
 * For a function that counts what endpoints cost: after a rollback an endpoint runs on an older configuration, which it
 * has to look up.
 */
export const countStatement = ({ endpointConfigs }: FunctionArns): Statement =>
  allow(['sagemaker:DescribeEndpointConfig'], [endpointConfigs]);

/** Where the functions keep what is too large for the table, by what they do there. */
const WRITTEN = [BUCKET.prefix, BUCKET.inputs, BUCKET.files];
const READ = [
  BUCKET.prefix,
  BUCKET.uploads,
  BUCKET.inputs,
  BUCKET.outputs,
  BUCKET.failures,
  BUCKET.files,
];

/** For a function that asks models, and ends their jobs. */
export function predictStatements(arns: FunctionArns): Statement[] {
  // An object's key contains its prediction's id, which is not known in advance.
  const below = (prefixes: readonly string[]) =>
    prefixes.map((prefix) => `${arns.bucket}/${prefix}*`);
  return [
    allow(['sagemaker:InvokeEndpoint'], [arns.endpoints], ofStack(arns)),
    // The second starts the first instance, without the minutes in which an alarm would notice that a job waits.
    allow(
      ['sagemaker:InvokeEndpointAsync', 'sagemaker:UpdateEndpointWeightsAndCapacities'],
      [arns.asyncEndpoints],
      ofStack(arns),
    ),
    allow(['lambda:InvokeFunction'], [arns.modelFunctions]),
    allow(['s3:GetObject'], below(READ)),
    allow(['s3:PutObject'], below(WRITTEN)),
    // Without it, S3 answers 403 instead of 404 for an object that no longer exists.
    allow(['s3:ListBucket'], [arns.bucket]),
  ];
}
