/**
 * A topic policy that allows nothing and denies publishing without TLS. It replaces the one that SNS makes, which lets
 * every role of the account publish: with it, a role needs a policy of its own for that.
 */
export function topicPolicy(topicArn: string): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: topicArn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  };
}
