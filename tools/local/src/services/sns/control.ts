import type { Caller } from '../../cloud/iam/sessions.ts';
import type { Disturbance } from '../lambda/deliveries.ts';

export interface SnsControl {
  createTopic(name: string): { arn: string };
  /** Its subscriptions end with it. */
  deleteTopic(arn: string): void;
  /** @throws AwsError NotFound, InvalidParameter */
  putTopicPolicy(arn: string, policy: string): void;
  deleteTopicPolicy(arn: string): void;
  /** The same function is subscribed once. @throws AwsError NotFound */
  subscribe(topicArn: string, functionArn: string): { arn: string };
  unsubscribe(subscriptionArn: string): void;
  /**
   * Sends a message to every subscribed function, and does not wait for them.
   * @param caller who publishes: for an endpoint of SageMaker, its execution role
   * @throws AwsError NotFound, InvalidParameter, AccessDeniedException
   */
  publish(
    publication: { topicArn: string; message: string; subject?: string },
    caller: Caller,
  ): Promise<{ messageId: string }>;
  /** For tests: when each delivery arrives. */
  disturb(disturbance: Disturbance): void;
}
