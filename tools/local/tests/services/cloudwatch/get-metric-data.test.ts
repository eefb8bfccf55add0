import {
  CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataInput,
} from '@aws-sdk/client-cloudwatch';
import { beforeAll, expect, test } from 'vitest';
import { putEndpointConfig } from '../../support/endpoint.ts';
import { useOperator } from '../../support/operator.ts';
import { clientOf, createApi, type Allowed } from '../../support/program.ts';
import { useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
const { create, invoke, reaches } = useOperator(local);

const MAY: Allowed = { Action: 'cloudwatch:GetMetricData', Resource: '*' };

let client: CloudWatchClient;
let stranger: CloudWatchClient;

beforeAll(async () => {
  const api = await createApi(local.cloud);
  client = new CloudWatchClient(await clientOf(local, api, 'metrics', [MAY]));
  stranger = new CloudWatchClient(await clientOf(local, api, 'stranger', []));
});

function question(endpoint: string, stat = 'Sum'): GetMetricDataInput {
  return {
    StartTime: new Date(Date.now() - 120_000),
    EndTime: new Date(),
    ScanBy: 'TimestampDescending',
    MetricDataQueries: [
      {
        Id: 'invocations',
        MetricStat: {
          Metric: {
            Namespace: 'AWS/SageMaker',
            MetricName: 'Invocations',
            Dimensions: [
              { Name: 'EndpointName', Value: endpoint },
              { Name: 'VariantName', Value: 'primary' },
            ],
          },
          Period: 60,
          Stat: stat,
        },
      },
    ],
  };
}

test('invocations are counted per minute and endpoint; one of a missing endpoint is not counted', async () => {
  const begun = Math.floor(Date.now() / 60_000) * 60_000;
  await create('counted', await putEndpointConfig(local));
  await reaches('counted', 'InService');
  for (let i = 0; i < 3; i++) await invoke('counted', 'x');
  await expect(invoke('absent', 'x')).rejects.toThrow('not found');
  const { MetricDataResults } = await client.send(new GetMetricDataCommand(question('counted')));
  const { Timestamps = [], Values = [] } = MetricDataResults?.[0] ?? {};
  expect(Values.reduce((sum, count) => sum + count, 0)).toBe(3);
  expect(Timestamps.every((at) => at.getTime() >= begun && at.getTime() % 60_000 === 0)).toBe(true);
  const other = await client.send(new GetMetricDataCommand(question('absent')));
  expect(other.MetricDataResults?.[0]?.Values).toEqual([]);
});

test('an unsupported query and a missing permission are refused by name', async () => {
  await expect(client.send(new GetMetricDataCommand(question('x', 'Average')))).rejects.toThrow(
    '/MetricDataQueries/0/MetricStat/Stat',
  );
  await expect(stranger.send(new GetMetricDataCommand(question('x')))).rejects.toThrow(
    'not authorized to perform: cloudwatch:GetMetricData',
  );
});
