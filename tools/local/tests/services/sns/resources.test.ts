import { expect, it } from 'vitest';
import { checkInputs, handlerOf } from '../../../src/resources/index.ts';
import { FUNCTION, useLife } from '../../support/life.ts';

const using = useLife();
const { life } = using;
const TOPIC = 'arn:aws:sns:here:000000000000:made';

it('Topic, TopicPolicy and TopicSubscription', async () => {
  const { id, outputs } = await life('aws:sns/topic:Topic', { name: 'made' });
  expect({ id, arn: outputs['arn'] }).toEqual({ id: TOPIC, arn: TOPIC });
  await life('aws:sns/topicPolicy:TopicPolicy', { arn: TOPIC, policy: { Statement: [] } });
  const subscription = { topic: TOPIC, protocol: 'lambda', endpoint: FUNCTION };
  await life('aws:sns/topicSubscription:TopicSubscription', subscription);
  expect(using.calls).toEqual([
    ['sns.createTopic', 'made'],
    ['sns.deleteTopic', TOPIC],
    ['sns.putTopicPolicy', TOPIC, '{"Statement":[]}'],
    ['sns.deleteTopicPolicy', TOPIC],
    ['sns.subscribe', TOPIC, FUNCTION],
    ['sns.unsubscribe', `${TOPIC}:subscribed`],
  ]);
});

it('what SNS can do besides is refused by name', () => {
  const fifo = checkInputs(handlerOf('aws:sns/topic:Topic'), { name: 't', fifoTopic: true });
  expect(fifo).toMatchObject([{ property: 'fifoTopic' }]);
  const byMail = { topic: TOPIC, protocol: 'email', endpoint: 'a@example.org' };
  const failures = checkInputs(handlerOf('aws:sns/topicSubscription:TopicSubscription'), byMail);
  expect(failures.map(({ property }) => property)).toContain('protocol');
  const policy = { arn: TOPIC, policy: '{nonsense' };
  expect(checkInputs(handlerOf('aws:sns/topicPolicy:TopicPolicy'), policy)).toMatchObject([
    { property: 'policy' },
  ]);
});
