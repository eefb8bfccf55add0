import {
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { clientOf, createApi, putFunction } from '../../support/program.ts';
import { ACCOUNT, REGION, until, useCloud } from '../../support/test-cloud.ts';

const local = useCloud({ scheduleMinuteSeconds: 0.2 });
let events: EventBridgeClient;

beforeAll(async () => {
  const api = await createApi(local.cloud);
  events = new EventBridgeClient(
    await clientOf(local, api, 'switch', [{ Action: 'events:*', Resource: '*' }]),
  );
});

/** A rule of one minute with a function as its target. */
function schedule(name: string, code: string, state?: 'ENABLED' | 'DISABLED') {
  const { arn } = local.cloud.events.putRule({
    name,
    scheduleExpression: 'rate(1 minute)',
    ...(state ? { state } : {}),
  });
  const functionArn = putFunction(local, name, code);
  local.cloud.events.putTarget({ rule: name, targetId: 'target', arn: functionArn });
  return arn;
}

function permit(name: string, sourceArn: string): void {
  local.cloud.lambda.addPermission({
    functionName: name,
    statementId: 'events',
    action: 'lambda:InvokeFunction',
    principal: 'events.amazonaws.com',
    sourceArn,
  });
}

const heard = (name: string, word: string) =>
  local.lines.filter((line) => line.startsWith(`lambda/${name} ${word}`));
const TELL = `export const handler = async (event) => console.log('EVENT ' + JSON.stringify(event));`;

test('a rule invokes its function every minute while it is enabled', async () => {
  const arn = schedule('tick', TELL, 'DISABLED');
  permit('tick', arn);
  await sleep(500);
  expect(heard('tick', 'EVENT')).toEqual([]);

  await events.send(new EnableRuleCommand({ Name: 'tick' }));
  await expect(events.send(new DescribeRuleCommand({ Name: 'tick' }))).resolves.toMatchObject({
    Arn: `arn:aws:events:${REGION}:${ACCOUNT}:rule/tick`,
    State: 'ENABLED',
    ScheduleExpression: 'rate(1 minute)',
  });
  const [first = ''] = await until(
    () => heard('tick', 'EVENT').length >= 2 && heard('tick', 'EVENT'),
  );
  expect(JSON.parse(first.slice('lambda/tick EVENT '.length))).toEqual({
    version: '0',
    id: expect.any(String),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: ACCOUNT,
    time: expect.any(String),
    region: REGION,
    resources: [arn],
    detail: {},
  });

  await events.send(new DisableRuleCommand({ Name: 'tick' }));
  // Events sent before may still arrive; a rule that is still enabled would never be silent for this long.
  await until(async () => {
    const { length } = heard('tick', 'EVENT');
    await sleep(1_000);
    return heard('tick', 'EVENT').length === length;
  });
});

test('enabling an enabled rule repeatedly does not delay its schedule', async () => {
  permit('steady', schedule('steady', TELL));
  const enabling = setInterval(
    () => void events.send(new EnableRuleCommand({ Name: 'steady' })),
    50,
  );
  await until(() => heard('steady', 'EVENT').length > 0, 3).finally(() => clearInterval(enabling));
});

test('a rule put again without a state keeps its state and takes the new schedule', async () => {
  schedule('kept', TELL, 'DISABLED');
  local.cloud.events.putRule({ name: 'kept', scheduleExpression: 'rate(2 minutes)' });
  await expect(events.send(new DescribeRuleCommand({ Name: 'kept' }))).resolves.toMatchObject({
    State: 'DISABLED',
    ScheduleExpression: 'rate(2 minutes)',
  });
});

test('a failing function gets the event three times', async () => {
  const code = `export const handler = async ({ id }) => { console.log('TRY ' + id); throw new Error('no'); };`;
  permit('failing', schedule('failing', code));
  await until(() => heard('failing', 'TRY').length > 0);
  await events.send(new DisableRuleCommand({ Name: 'failing' }));
  await until(() => local.lines.includes('events/failing GIVEN UP after 2 retries: failing'));
  const [first] = heard('failing', 'TRY');
  expect(heard('failing', 'TRY').filter((line) => line === first)).toHaveLength(3);
});

test("nothing is delivered when the function's policy does not allow the rule, and the log says so", async () => {
  schedule('stranger', TELL);
  permit('stranger', `arn:aws:events:${REGION}:${ACCOUNT}:rule/other`);
  await until(() => local.lines.some((line) => line.startsWith('events/stranger NOT DELIVERED')));
  expect(heard('stranger', 'EVENT')).toEqual([]);
  expect(local.lines).toContainEqual(
    expect.stringMatching(
      /^iam DENIED events\.amazonaws\.com .*rule\/stranger.*lambda:InvokeFunction/,
    ),
  );
});

test('a rule needs a schedule or a pattern, and can be deleted only without targets', () => {
  const { events: rules } = local.cloud;
  expect(() => rules.putRule({ name: 'empty' })).toThrow('must be specified');
  schedule('bound', TELL, 'DISABLED');
  expect(() => rules.deleteRule('bound')).toThrow("can't be deleted since it has targets");
  rules.removeTarget('bound', 'target');
  rules.deleteRule('bound');
  expect(() => rules.putTarget({ rule: 'bound', targetId: 'x', arn: 'x' })).toThrow(
    'Rule bound does not exist on EventBus default.',
  );
});
