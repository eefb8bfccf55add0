import { expect, test } from 'vitest';
import { topicPolicy } from '../../src/policies/topic.ts';
import { recordDeclared } from '../support/record-declared.ts';
import { recordProgram } from '../support/record-program.ts';

const TOPIC = 'aws:sns/topic:Topic';
const name = 'pilotlight-dev-jobs';
const topic = `arn:Topic/${name}-0`;

test('the topic is encrypted, and its policy lets nobody publish', async () => {
  const program = await recordDeclared();
  expect(program.inputsOf(TOPIC, name)).toEqual({ kmsMasterKeyId: 'alias/aws/sns' });
  expect(program.inputsOf('aws:sns/topicPolicy:TopicPolicy', name)).toEqual({
    arn: topic,
    policy: JSON.stringify(topicPolicy(topic)),
  });
  expect(JSON.stringify(topicPolicy(topic))).not.toContain('Allow');
});

test('it invokes the jobs function, and no other topic may', async () => {
  const program = await recordDeclared();
  expect(program.inputsOf('aws:lambda/permission:Permission', name)).toEqual({
    action: 'lambda:InvokeFunction',
    function: `${name}-0`,
    principal: 'sns.amazonaws.com',
    sourceArn: topic,
  });
  expect(program.inputsOf('aws:sns/topicSubscription:TopicSubscription', name)).toEqual({
    topic,
    protocol: 'lambda',
    endpoint: `arn:Function/${name}-0`,
  });
});

test('a stack without jobs has neither the topic nor the events of uploads', async () => {
  const program = await recordProgram();
  expect(program.namesOf(TOPIC)).toEqual([]);
  expect(program.namesOf('aws:s3/bucketNotification:BucketNotification')).toEqual([]);
  expect(program.namesOf('aws:s3/bucketCorsConfiguration:BucketCorsConfiguration')).toEqual([]);
});
