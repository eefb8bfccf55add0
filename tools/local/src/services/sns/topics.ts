import { randomBytes, randomUUID } from 'node:crypto';
import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { Caller } from '../../cloud/iam/sessions.ts';
import type { Deliveries, Disturbance } from '../lambda/deliveries.ts';
import type { SnsControl } from './control.ts';

type Publication = Parameters<SnsControl['publish']>[0];

interface Topic {
  readonly arn: string;
  /** Subscription ARN → the function's ARN. */
  readonly subscriptions: Map<string, string>;
  /** Without one, a role needs a permission of its own; the policy that SNS makes lets all roles of the account publish. */
  policy?: unknown;
}

const MESSAGE_LIMIT_BYTES = 256 * 1024;

/** SNS's standard topics, and the functions that are subscribed to them. */
export class Topics implements SnsControl {
  readonly #context: CloudContext;
  readonly #deliveries: Deliveries;
  readonly #topics = new Map<string, Topic>();

  constructor(context: CloudContext, deliveries: Deliveries) {
    this.#context = context;
    this.#deliveries = deliveries;
  }

  createTopic(name: string): { arn: string } {
    const arn = this.#context.arns.of('sns', name);
    if (!this.#topics.has(arn)) this.#topics.set(arn, { arn, subscriptions: new Map() });
    return { arn };
  }

  deleteTopic(arn: string): void {
    this.#topics.delete(arn);
  }

  putTopicPolicy(arn: string, policy: string): void {
    const topic = this.#existing(arn);
    try {
      topic.policy = JSON.parse(policy) as unknown;
    } catch {
      throw invalid('Policy Error: the policy is not JSON');
    }
  }

  deleteTopicPolicy(arn: string): void {
    delete this.#topics.get(arn)?.policy;
  }

  subscribe(topicArn: string, functionArn: string): { arn: string } {
    const { subscriptions } = this.#existing(topicArn);
    const [before] = [...subscriptions].find(([, subscribed]) => subscribed === functionArn) ?? [];
    const arn = before ?? `${topicArn}:${randomUUID()}`;
    subscriptions.set(arn, functionArn);
    return { arn };
  }

  unsubscribe(subscriptionArn: string): void {
    for (const { subscriptions } of this.#topics.values()) subscriptions.delete(subscriptionArn);
  }

  async publish(publication: Publication, caller: Caller): Promise<{ messageId: string }> {
    const { arn, policy, subscriptions } = this.#existing(publication.topicArn);
    checkMessage(publication.message);
    const permission = { action: 'sns:Publish', resource: arn, resourcePolicy: policy };
    await this.#context.authorizer.authorize(caller, [permission], 403);
    const messageId = randomUUID();
    for (const [subscriptionArn, functionArn] of subscriptions) {
      this.#deliveries.send({
        invoker: { principal: 'sns.amazonaws.com', sourceArn: arn },
        functionArn,
        payload: JSON.stringify(
          notification(publication, messageId, subscriptionArn, this.#context.region),
        ),
      });
    }
    return { messageId };
  }

  disturb(disturbance: Disturbance): void {
    this.#deliveries.disturb(disturbance);
  }

  #existing(arn: string): Topic {
    const topic = this.#topics.get(arn);
    if (topic) return topic;
    throw new AwsError('NotFound', 'Topic does not exist', { status: 404 });
  }
}

/** @throws AwsError InvalidParameter */
function checkMessage(message: string): void {
  if (message === '') throw invalid('Empty message');
  if (Buffer.byteLength(message) > MESSAGE_LIMIT_BYTES) throw invalid('Message too long');
}

function invalid(what: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${what}`);
}

/** What Lambda gets. The signature is for subscribers over HTTP: nothing can check it here. */
function notification(
  { topicArn, message, subject }: Publication,
  messageId: string,
  subscriptionArn: string,
  region: string,
): object {
  const host = `https://sns.${region}.amazonaws.com`;
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          Type: 'Notification',
          MessageId: messageId,
          TopicArn: topicArn,
          Subject: subject ?? null,
          Message: message,
          Timestamp: new Date().toISOString(),
          SignatureVersion: '1',
          Signature: randomBytes(256).toString('base64'),
          SigningCertUrl: `${host}/SimpleNotificationService-local.pem`,
          UnsubscribeUrl: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
          MessageAttributes: {},
        },
      },
    ],
  };
}
