import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { putFunction, putRole } from '../../support/program.ts';
import { REGION, until, useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
const TELL = `export const handler = async (event) => console.log('EVENT ' + JSON.stringify(event));`;
const CALLER = { role: 'publisher', session: 'SageMaker' };
let topicArn: string;
let subscriptionArn: string;

function permit(functionName: string, sourceArn: string): void {
  local.cloud.lambda.addPermission({
    functionName,
    statementId: 'sns',
    action: 'lambda:InvokeFunction',
    principal: 'sns.amazonaws.com',
    sourceArn,
  });
}

beforeAll(() => {
  topicArn = local.cloud.sns.createTopic('done').arn;
  putRole(local.cloud, CALLER.role, 'sagemaker.amazonaws.com', [
    { Action: 'sns:Publish', Resource: topicArn },
  ]);
  const functionArn = putFunction(local, 'jobs', TELL);
  permit('jobs', topicArn);
  subscriptionArn = local.cloud.sns.subscribe(topicArn, functionArn).arn;
  // The same function is not told twice.
  expect(local.cloud.sns.subscribe(topicArn, functionArn).arn).toBe(subscriptionArn);
});
beforeEach(() => local.cloud.sns.disturb(() => [0]));

const publish = (message: string, arn = topicArn, caller = CALLER) =>
  local.cloud.sns.publish({ topicArn: arn, message }, caller);

/** What the function has got of this message. */
function heard(message: string, name = 'jobs') {
  const start = `lambda/${name} EVENT `;
  const lines = local.lines.filter((line) => line.startsWith(start));
  const events = lines.map(
    (line) => JSON.parse(line.slice(start.length)) as { Records: { Sns: { Message: string } }[] },
  );
  return events.flatMap(({ Records }) => Records).filter(({ Sns }) => Sns.Message === message);
}

test("a message reaches a subscribed function in SNS's own form", async () => {
  const message = '{"inferenceId":"a","text":"ü😀"}';
  const { messageId } = await publish(message);
  const told = await until(() => heard(message)[0]);
  expect(told).toEqual({
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: subscriptionArn,
    Sns: {
      Type: 'Notification',
      MessageId: messageId,
      TopicArn: topicArn,
      Subject: null,
      Message: message,
      Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      SignatureVersion: '1',
      Signature: expect.stringMatching(/^[A-Za-z0-9+/]+={0,2}$/) as string,
      SigningCertUrl: expect.stringContaining(`https://sns.${REGION}.amazonaws.com/`) as string,
      UnsubscribeUrl: expect.stringContaining(subscriptionArn) as string,
      MessageAttributes: {},
    },
  });
});

test('a message may come twice, late or never', async () => {
  local.cloud.sns.disturb(({ payload }) => {
    if (payload.includes('twice')) return [0, 0];
    return payload.includes('late') ? [0.3] : [];
  });
  const start = Date.now();
  for (const message of ['never', 'late', 'twice']) await publish(message);
  await until(() => heard('twice').length === 2);
  await until(() => heard('late').length === 1);
  expect(Date.now() - start).toBeGreaterThanOrEqual(300);
  expect(heard('never')).toEqual([]);
});

test('a function that fails gets its message again', async () => {
  const code = `let failed = false; export const handler = async (event) => {
    console.log('EVENT ' + JSON.stringify(event));
    if (!failed) { failed = true; throw new Error('once'); }
  };`;
  const { arn } = local.cloud.sns.createTopic('failing');
  local.cloud.sns.subscribe(arn, putFunction(local, 'failing', code));
  permit('failing', arn);
  putRole(local.cloud, 'publisher-2', 'sagemaker.amazonaws.com', [
    { Action: 'sns:Publish', Resource: arn },
  ]);
  await publish('again', arn, { ...CALLER, role: 'publisher-2' });
  await until(() => heard('again', 'failing').length === 2);
});

test('a function that SNS may not invoke gets nothing, and the log says so', async () => {
  const forbidden = putFunction(local, 'forbidden', TELL);
  const { arn } = local.cloud.sns.subscribe(topicArn, forbidden);
  await publish('for one only');
  await until(() => heard('for one only')[0]);
  await until(() =>
    local.lines.some((line) => line.startsWith('sns/done NOT DELIVERED to forbidden: ')),
  );
  local.cloud.sns.unsubscribe(arn);
  expect(heard('for one only', 'forbidden')).toEqual([]);
});

describe('a message is refused', () => {
  test('of a role without the permission, unless the policy of the topic gives it', async () => {
    const role = 'stranger';
    const roleArn = putRole(local.cloud, role, 'sagemaker.amazonaws.com', []);
    const stranger = { ...CALLER, role };
    await expect(publish('x', topicArn, stranger)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`not authorized to perform: sns:Publish`) as string,
    });
    const allow = {
      Effect: 'Allow',
      Principal: { AWS: roleArn },
      Action: 'sns:Publish',
      Resource: topicArn,
    };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [allow] });
    local.cloud.sns.putTopicPolicy(topicArn, policy);
    await publish('x', topicArn, stranger);
    local.cloud.sns.deleteTopicPolicy(topicArn);
    await expect(publish('x', topicArn, stranger)).rejects.toThrow('not authorized');
  });

  test('by the policy of its topic', async () => {
    const deny = { Effect: 'Deny', Principal: '*', Action: 'sns:*', Resource: topicArn };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [deny] });
    local.cloud.sns.putTopicPolicy(topicArn, policy);
    await expect(publish('x')).rejects.toThrow('with an explicit deny');
    local.cloud.sns.deleteTopicPolicy(topicArn);
  });

  test('when it is empty, larger than 256 KB, or for no topic', async () => {
    const invalid = { name: 'InvalidParameter' };
    await expect(publish('')).rejects.toMatchObject(invalid);
    await publish('x'.repeat(256 * 1024));
    await expect(publish('x'.repeat(256 * 1024 + 1))).rejects.toMatchObject(invalid);
    await expect(publish('x', `${topicArn}-none`)).rejects.toMatchObject({ name: 'NotFound' });
    const { arn } = local.cloud.sns.createTopic('deleted');
    local.cloud.sns.deleteTopic(arn);
    await expect(publish('x', arn)).rejects.toMatchObject({ name: 'NotFound' });
  });
});
