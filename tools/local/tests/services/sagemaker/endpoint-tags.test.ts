import {
  AddTagsCommand,
  CreateEndpointCommand,
  DeleteTagsCommand,
  DescribeEndpointConfigCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { describe, expect, test } from 'vitest';
import { putEndpointConfig } from '../../support/endpoint.ts';
import { useOperator } from '../../support/operator.ts';
import { clientOf, createApi } from '../../support/program.ts';
import { ACCOUNT, REGION, useCloud } from '../../support/test-cloud.ts';

const local = useCloud({ endpointCreationSeconds: 30 });
const { create, list, tagsOf } = useOperator(local);
const arn = (name: string) => `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint/${name}`;
const TAGS = [
  { Key: 'pilotlight:table', Value: 'a-table' },
  { Key: 'empty', Value: '' },
];

describe('the tags of an endpoint', () => {
  test('are set at its creation and listed by ListTags', async () => {
    await create('tagged', await putEndpointConfig(local), TAGS);
    await expect(tagsOf(arn('tagged'))).resolves.toMatchObject({ Tags: TAGS });
    await create('plain', await putEndpointConfig(local));
    await expect(tagsOf(arn('plain'))).resolves.toMatchObject({ Tags: [] });
  });

  test('are overwritten by AddTags and removed by DeleteTags', async () => {
    const name = 'marked';
    await create(name, await putEndpointConfig(local), TAGS);
    const config = await clientOf(local, await createApi(local.cloud), 'marker', [
      { Action: ['sagemaker:AddTags', 'sagemaker:DeleteTags'], Resource: arn(name) },
    ]);
    const sagemaker = new SageMakerClient(config);
    const add = (ResourceArn: string, Key: string, Value: string) =>
      sagemaker.send(new AddTagsCommand({ ResourceArn, Tags: [{ Key, Value }] }));
    const remove = (...TagKeys: string[]) =>
      sagemaker.send(new DeleteTagsCommand({ ResourceArn: arn(name), TagKeys }));
    await add(arn(name), 'since', '1');
    await add(arn(name), 'since', '2');
    const since = { Key: 'since', Value: '2' };
    await expect(tagsOf(arn(name))).resolves.toMatchObject({ Tags: [...TAGS, since] });
    await remove('since', 'never there');
    await expect(tagsOf(arn(name))).resolves.toMatchObject({ Tags: TAGS });
    await expect(remove()).rejects.toThrow("'tagKeys' failed to satisfy constraint");
    await expect(add(arn(name), 'aws:x', '1')).rejects.toThrow("System prefix 'aws:' reserved");
    await expect(add(arn('other'), 'since', '1')).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  test('of a missing endpoint, or of another kind of resource, are refused by name', async () => {
    await expect(tagsOf(arn('none'))).rejects.toThrow(`Could not find endpoint "${arn('none')}".`);
    const model = `arn:aws:sagemaker:${REGION}:${ACCOUNT}:model/m`;
    await expect(tagsOf(model)).rejects.toThrow(`its own endpoints, not of ${model}.`);
  });

  test.each([
    ['an empty key', [{ Key: '', Value: 'v' }], /'' at 'key' failed to satisfy/],
    ['a key that is too long', [{ Key: 'k'.repeat(129), Value: 'v' }], /less than or equal to 128/],
    ['a value that is too long', [{ Key: 'k', Value: 'v'.repeat(257) }], /than or equal to 256/],
    ['a character that is not allowed', [{ Key: 'k', Value: 'a#b' }], /'a#b' at 'value' failed/],
    ['a key reserved by AWS', [{ Key: 'aws:x', Value: 'v' }], /^System prefix 'aws:' reserved/],
    ['a key twice', [...TAGS, ...TAGS], /^Tag keys must be unique: pilotlight:table/],
    [
      'more than fifty',
      Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: 'v' })),
      /'tags' failed .* less than or equal to 50/,
    ],
  ])('are refused for %s', async (_what, tags, message) => {
    await expect(create('refused', 'some-config', tags)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message) as unknown,
    });
  });

  test('need sagemaker:AddTags on the endpoint', async () => {
    const config = await clientOf(local, await createApi(local.cloud), 'waker', [
      { Action: 'sagemaker:CreateEndpoint', Resource: '*' },
    ]);
    const sagemaker = new SageMakerClient(config);
    const EndpointConfigName = await putEndpointConfig(local);
    const input = { EndpointName: 'denied', EndpointConfigName };
    await expect(
      sagemaker.send(new CreateEndpointCommand({ ...input, Tags: TAGS })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `is not authorized to perform: sagemaker:AddTags on resource: ${arn('denied')} `,
      ) as unknown,
    });
    await sagemaker.send(new CreateEndpointCommand(input));
  });
});

describe('ListEndpoints', () => {
  test('lists all endpoints once, newest first, page by page', async () => {
    const config = await putEndpointConfig(local);
    for (const name of ['list-a', 'list-b', 'list-c']) await create(name, config);
    const names: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await list({ MaxResults: 2, ...(NextToken ? { NextToken } : {}) });
      expect(page.Endpoints?.length).toBeLessThanOrEqual(2);
      names.push(...(page.Endpoints ?? []).map(({ EndpointName }) => EndpointName ?? ''));
      ({ NextToken } = page);
    } while (NextToken);
    expect(names).toHaveLength(new Set(names).size);
    expect(names).toEqual(expect.arrayContaining(['tagged', 'plain', 'list-a', 'list-b']));
    const { Endpoints = [] } = await list({ MaxResults: 100 });
    expect(Endpoints.map(({ EndpointName }) => EndpointName)).toEqual(names);
    const times = Endpoints.map(({ CreationTime }) => Number(CreationTime));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(Endpoints.find(({ EndpointName }) => EndpointName === 'tagged')).toEqual({
      EndpointName: 'tagged',
      EndpointArn: arn('tagged'),
      EndpointStatus: 'Creating',
      CreationTime: expect.any(Date) as unknown,
      LastModifiedTime: expect.any(Date) as unknown,
    });
  });

  test.each([
    [{ MaxResults: 0 }, "Value '0' at 'maxResults' failed to satisfy constraint: Member must have"],
    [{ MaxResults: 101 }, 'have value less than or equal to 100'],
    [{ NextToken: 'x' }, 'Invalid NextToken.'],
    [{ NameContains: 'x' }, 'does not know these members of ListEndpoints: NameContains.'],
  ])('refuses %j', async (input, message) => {
    await expect(list(input)).rejects.toThrow(message);
  });
});

test('DescribeEndpointConfig returns the instances, and refuses a missing configuration', async () => {
  const config = await clientOf(local, await createApi(local.cloud), 'reader', [
    { Action: 'sagemaker:DescribeEndpointConfig', Resource: '*' },
  ]);
  const describeConfig = (EndpointConfigName: string) =>
    new SageMakerClient(config).send(new DescribeEndpointConfigCommand({ EndpointConfigName }));
  const EndpointConfigName = await putEndpointConfig(local);
  await expect(describeConfig(EndpointConfigName)).resolves.toMatchObject({
    EndpointConfigName,
    ProductionVariants: [
      { VariantName: 'primary', InitialInstanceCount: 1, InstanceType: 'ml.m5.large' },
    ],
  });
  const gone = `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint-config/none`;
  await expect(describeConfig('none')).rejects.toThrow(
    `Could not find endpoint configuration "${gone}".`,
  );
});
