import { Type } from 'typebox';
import { handlersFor } from '../../resources/handler.ts';
import {
  arn,
  jsonFailures,
  name,
  optional,
  PolicyInput,
  policyText,
  regionalInputs,
} from '../../resources/schema.ts';
import type { SnsControl } from './control.ts';

const defineHandler = handlersFor<Record<'sns', SnsControl>>();

export const topic = defineHandler({
  type: 'aws:sns/topic:Topic',
  inputs: regionalInputs({
    name: optional(name('^[A-Za-z0-9_-]+$', 256)),
    // Of AWS's own key: no message is stored here.
    kmsMasterKeyId: optional(Type.Literal('alias/aws/sns')),
  }),
  autoname: { property: 'name', maxLength: 256 },
  replaceOnChanges: ['name', 'region'],
  create(given, { cloud }) {
    const created = cloud.sns.createTopic(String(given.name));
    return { id: created.arn, outputs: { arn: created.arn, owner: cloud.accountId } };
  },
  update: () => ({}),
  delete: (id, _outputs, { cloud }) => cloud.sns.deleteTopic(id),
});

export const topicPolicy = defineHandler({
  type: 'aws:sns/topicPolicy:TopicPolicy',
  inputs: regionalInputs({ arn: arn('sns'), policy: PolicyInput }),
  replaceOnChanges: ['arn', 'region'],
  check: ({ policy }) => jsonFailures('policy', policy),
  create({ arn: id, policy }, { cloud }) {
    cloud.sns.putTopicPolicy(id, policyText(policy));
    return { id, outputs: { owner: cloud.accountId } };
  },
  update(id, { policy }, { cloud }) {
    cloud.sns.putTopicPolicy(id, policyText(policy));
    return {};
  },
  delete: (id, _outputs, { cloud }) => cloud.sns.deleteTopicPolicy(id),
});

/** Lambda is the only protocol. AWS confirms it by itself. */
export const topicSubscription = defineHandler({
  type: 'aws:sns/topicSubscription:TopicSubscription',
  inputs: regionalInputs({
    topic: arn('sns'),
    protocol: Type.Literal('lambda'),
    endpoint: arn('lambda'),
  }),
  replaceOnChanges: ['topic', 'protocol', 'endpoint', 'region'],
  create({ topic: topicArn, endpoint }, { cloud }) {
    const created = cloud.sns.subscribe(topicArn, endpoint);
    return {
      id: created.arn,
      outputs: { arn: created.arn, ownerId: cloud.accountId, pendingConfirmation: false },
    };
  },
  delete: (id, _outputs, { cloud }) => cloud.sns.unsubscribe(id),
});
