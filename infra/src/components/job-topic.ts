import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { topicPolicy } from '../policies/topic.ts';

/** The topic in which SageMaker announces that a job has ended, with an answer or a failure. */
export class JobTopic extends pulumi.ComponentResource {
  readonly topic: aws.sns.Topic;
  readonly #name: string;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:JobTopic', name, {}, opts);
    const child = { parent: this };
    this.#name = name;
    // A message names a prediction's id, and anyone who knows the id can read the prediction.
    this.topic = new aws.sns.Topic(name, { kmsMasterKeyId: 'alias/aws/sns' }, child);
    new aws.sns.TopicPolicy(
      name,
      {
        arn: this.topic.arn,
        policy: this.topic.arn.apply((topic) => JSON.stringify(topicPolicy(topic))),
      },
      child,
    );
    this.registerOutputs({ topic: this.topic.arn });
  }

  /** Makes the topic invoke a function. Not in the constructor: the function is created later, as it needs the endpoints. */
  tell(target: aws.lambda.Function): void {
    const child = { parent: this };
    const permission = new aws.lambda.Permission(
      this.#name,
      {
        action: 'lambda:InvokeFunction',
        function: target.name,
        principal: 'sns.amazonaws.com',
        sourceArn: this.topic.arn,
      },
      child,
    );
    new aws.sns.TopicSubscription(
      this.#name,
      { topic: this.topic.arn, protocol: 'lambda', endpoint: target.arn },
      { ...child, dependsOn: [permission] },
    );
  }
}
