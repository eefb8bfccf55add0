/**
 * A repository policy that lets Lambda pull images for some functions of this account.
 * @param functions a pattern of their ARNs
 */
export function lambdaPullPolicy(functions: string): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        // Lambda adds a statement of this name, without a condition, where there is none.
        Sid: 'LambdaECRImageRetrievalPolicy',
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Condition: { StringLike: { 'aws:SourceArn': functions } },
      },
    ],
  };
}
