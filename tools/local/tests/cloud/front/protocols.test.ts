import { describe, expect, test } from 'vitest';
import { useCloud } from '../../support/test-cloud.ts';
import { jsonCall, queryCall, useWire } from '../../support/wire.ts';

const local = useCloud();
const send = useWire(local);

describe('a service without a stand-in is refused in its own protocol, by the name of the operation', () => {
  test.each(['iam', 'cloudformation'])('query: %s', async (service) => {
    const answer = await send(queryCall(service, 'ListThings'));
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('text/xml');
    expect(answer.text).toContain(
      `<Code>InvalidAction</Code><Message>The local cloud does not know the operation ${service}:ListThings.</Message>`,
    );
  });

  test('json', async () => {
    const answer = await send(jsonCall('kms', 'TrentService.Decrypt', {}));
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toEqual({
      __type: 'UnknownOperationException',
      message: 'The local cloud does not know the operation kms:Decrypt.',
    });
  });
});

test('GetCallerIdentity returns the role and its session, in XML', async () => {
  const answer = await send(queryCall('sts', 'GetCallerIdentity'));
  expect(answer.status).toBe(200);
  expect(answer.text).toContain(
    '<Arn>arn:aws:sts::000000000000:assumed-role/pilotlight-local-owner/owner</Arn>',
  );
  const other = await send(queryCall('sts', 'AssumeRole'));
  expect(other.text).toContain('does not know the operation sts:AssumeRole.');
});

test('every answer has a request id, errors too', async () => {
  const listed = await send(jsonCall('events', 'AWSEvents.ListRules', {}));
  expect(listed.status).toBe(200);
  expect(listed.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  const refused = await send(jsonCall('events', 'AWSEvents.PutRule', {}));
  expect(refused.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
  const buckets = await send({ service: 's3', method: 'GET' });
  expect(buckets.headers.get('x-amz-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  const tables = await send(jsonCall('dynamodb', 'DynamoDB_20120810.ListTables', {}));
  expect(tables.headers.get('x-amzn-requestid')).toBeTruthy();
});

describe('resources can be listed page by page', () => {
  test('rules', async () => {
    for (const name of ['b', 'a', 'other']) {
      local.cloud.events.putRule({ name, scheduleExpression: 'rate(1 minute)', state: 'DISABLED' });
    }
    const list = async (input: object) =>
      JSON.parse((await send(jsonCall('events', 'AWSEvents.ListRules', input))).text) as {
        Rules: { Name: string; State: string }[];
        NextToken?: string;
      };
    const first = await list({ Limit: 2 });
    expect(first.Rules.map(({ Name }) => Name)).toEqual(['a', 'b']);
    const second = await list({ Limit: 2, NextToken: first.NextToken });
    expect(second).toEqual({ Rules: [expect.objectContaining({ Name: 'other' })] });
    expect((await list({ NamePrefix: 'o' })).Rules).toHaveLength(1);
    const bus = await send(jsonCall('events', 'AWSEvents.ListRules', { EventBusName: 'mine' }));
    expect(bus.text).toContain('Event bus mine does not exist.');
  });

  test('tables', async () => {
    await local.cloud.dynamodb.createTable({
      name: 'listed',
      hashKey: 'pk',
      attributes: [{ name: 'pk', type: 'S' }],
      globalSecondaryIndexes: [],
    });
    const answer = await send(jsonCall('dynamodb', 'DynamoDB_20120810.ListTables', {}));
    expect(JSON.parse(answer.text)).toEqual({ TableNames: ['listed'] });
  });

  test('models', async () => {
    for (const name of ['m1', 'm2']) {
      local.cloud.sagemaker.createModel({
        name,
        executionRoleArn: 'arn:aws:iam::000000000000:role/r',
        image: 'i',
        modelDataUrl: 's3://b/k',
        environment: {},
      });
    }
    const list = async (input: object) =>
      JSON.parse((await send(jsonCall('sagemaker', 'SageMaker.ListModels', input))).text) as object;
    expect(await list({ NameContains: '2' })).toEqual({
      Models: [
        {
          ModelName: 'm2',
          ModelArn: expect.stringContaining(':model/m2') as string,
          CreationTime: expect.closeTo(Date.now() / 1_000, -2) as number,
        },
      ],
    });
    expect(await list({ MaxResults: 1 })).toMatchObject({ NextToken: 'm1' });
    const sorted = await send(jsonCall('sagemaker', 'SageMaker.ListModels', { SortBy: 'Name' }));
    expect(sorted.text).toContain('does not know these members of ListModels: SortBy.');
  });
});
