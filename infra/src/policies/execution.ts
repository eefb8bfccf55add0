import { allow, policy, type PolicyDocument } from './document.ts';

/** What the container of one model touches. */
export interface ExecutionArns {
  readonly repository: string;
  /** Every bundle of the model: while an endpoint moves, instances of the one before may still be replaced. */
  readonly bundles: string;
  readonly logGroup: string;
  /** What takes an update back, for any configuration of the endpoint; where there is one instance only, there is none. */
  readonly alarms?: string;
}

/** What SageMaker does in the name of a model: pull its image, read its bundle, write its logs and metrics. */
export function executionPolicy(arns: ExecutionArns): PolicyDocument {
  return policy(
    // The token is the account's, not a repository's: the action knows no resource but `*`.
    allow(['ecr:GetAuthorizationToken'], ['*']),
    allow(
      ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      [arns.repository],
    ),
    allow(['s3:GetObject'], [arns.bundles]),
    // `:*` is the form that IAM takes for the group itself, too, and for its streams, which SageMaker names by instance.
    allow(
      [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
      ],
      [`${arns.logGroup}:*`],
    ),
    ...(arns.alarms === undefined ? [] : [allow(['cloudwatch:DescribeAlarms'], [arns.alarms])]),
    // CloudWatch's metrics have no ARN; their namespace is what can be named.
    allow(['cloudwatch:PutMetricData'], ['*'], {
      StringEquals: { 'cloudwatch:namespace': '/aws/sagemaker/Endpoints' },
    }),
  );
}
