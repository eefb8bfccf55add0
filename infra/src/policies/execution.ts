import { BUCKET } from '@pilotlight/contracts';
import { allow, policy, type PolicyDocument, type Statement } from './document.ts';

/** The ARNs of what the containers of one endpoint use. */
export interface ExecutionArns {
  readonly repository: string;
  /**
   * All bundles of the endpoint's folder: during an update, instances with the previous bundle may still be replaced.
   * `listed`: SageMaker lists the folder of a multi-model endpoint.
   */
  readonly bundles: { readonly bucket: string; readonly folder: string; readonly listed: boolean };
  readonly logGroup: string;
  /** The rollback alarms of all configurations of the endpoint; undefined for a single instance, which has none. */
  readonly alarms?: string;
  /** The bucket of the jobs' inputs and answers, and the topic that says which have ended; undefined without jobs. */
  readonly jobs?: { readonly bucket: string; readonly topic: string };
}

/** What SageMaker does on behalf of a model: pull its image, read its bundle, write its logs and metrics. */
export function executionPolicy(arns: ExecutionArns): PolicyDocument {
  const { bucket, folder, listed } = arns.bundles;
  return policy(
    // The token is the account's, not a repository's: the action supports no resource but `*`.
    allow(['ecr:GetAuthorizationToken'], ['*']),
    allow(
      ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      [arns.repository],
    ),
    allow(['s3:GetObject'], [`${bucket}/${folder}/*`]),
    ...(listed
      ? [allow(['s3:ListBucket'], [bucket], { StringLike: { 's3:prefix': `${folder}/*` } })]
      : []),
    // With `:*` the ARN matches both the group itself and its streams, which SageMaker names by instance.
    allow(
      [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
      ],
      [`${arns.logGroup}:*`],
    ),
    ...(arns.jobs === undefined ? [] : jobStatements(arns.jobs)),
    ...(arns.alarms === undefined ? [] : [allow(['cloudwatch:DescribeAlarms'], [arns.alarms])]),
    // CloudWatch's metrics have no ARN; only their namespace can be restricted.
    allow(['cloudwatch:PutMetricData'], ['*'], {
      StringEquals: { 'cloudwatch:namespace': '/aws/sagemaker/Endpoints' },
    }),
  );
}

/** SageMaker reads the input of a job, writes its answer or its failure, and announces it. */
function jobStatements({ bucket, topic }: NonNullable<ExecutionArns['jobs']>): Statement[] {
  const below = (...prefixes: readonly string[]) => prefixes.map((one) => `${bucket}/${one}*`);
  return [
    allow(['s3:GetObject'], below(BUCKET.uploads, BUCKET.inputs)),
    allow(['s3:AbortMultipartUpload', 's3:PutObject'], below(BUCKET.outputs, BUCKET.failures)),
    // Not by prefix: CreateEndpointConfig checks that the role can list the bucket, and AWS does not say with which call.
    allow(['s3:ListBucket'], [bucket]),
    allow(['sns:Publish'], [topic]),
  ];
}
