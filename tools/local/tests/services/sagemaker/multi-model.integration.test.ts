import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create as createArchive } from 'tar';
import { expect, test } from 'vitest';
import {
  EXECUTION_PERMISSIONS,
  MULTI_MODEL_SERVER,
  putEndpointConfig,
  type EndpointParts,
} from '../../support/endpoint.ts';
import { temporaryDirectory } from '../../support/directory.ts';
import { useOperator } from '../../support/operator.ts';
import { until, useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
const { create, look, invoke, reaches } = useOperator(local);

const FOLDER = { 'a/1.tar.gz': 'a', 'b.tar.gz': 'b', 'c.tar.gz': 'c' };
const { list, data, ...others } = EXECUTION_PERMISSIONS;

/** An archive of model b. */
async function archive(): Promise<string> {
  const directory = temporaryDirectory();
  const file = join(directory, 'late.tar.gz');
  writeFileSync(join(directory, 'model.json'), 'b');
  await createArchive({ file, cwd: directory, gzip: true }, ['model.json']);
  return file;
}

async function serve(name: string, parts: EndpointParts = {}): Promise<void> {
  const image = MULTI_MODEL_SERVER;
  await create(name, await putEndpointConfig(local, { image, folder: FOLDER, ...parts }));
}

test('each model is loaded when it is first asked for, and stays', async () => {
  await serve('several');
  await reaches('several', 'InService');
  const first = (await invoke('several', 'x', 'a/1.tar.gz')).Body;
  expect(first).toMatchObject({ model: 'a', body: 'x', loaded: ['a'] });
  expect(first.headers).toMatchObject({
    'content-type': 'text/plain',
    'x-amzn-sagemaker-target-model': 'a/1.tar.gz',
  });
  expect((await invoke('several', 'x', 'b.tar.gz')).Body.loaded).toEqual(['a', 'b']);
  expect((await invoke('several', 'x', 'a/1.tar.gz')).Body.loaded).toEqual(['a', 'b']);
});

test('simultaneous first requests load a model once', async () => {
  await serve('burst');
  await reaches('burst', 'InService');
  const answers = await Promise.all([1, 2, 3, 4].map(() => invoke('burst', 'x', 'b.tar.gz')));
  expect(answers.map(({ Body }) => Body.loaded)).toEqual(answers.map(() => ['b']));
});

test('the least recently used model makes room when memory is short, but none that is in use', async () => {
  await serve('full');
  await reaches('full', 'InService');
  for (const target of ['a/1.tar.gz', 'b.tar.gz', 'a/1.tar.gz']) await invoke('full', 'x', target);
  expect((await invoke('full', 'x', 'c.tar.gz')).Body.loaded).toEqual(['a', 'c']);

  const busy = ['a/1.tar.gz', 'c.tar.gz'].map((target) => invoke('full', 'wait', target));
  await expect(invoke('full', 'x', 'b.tar.gz')).rejects.toMatchObject({
    name: 'ModelError',
    OriginalStatusCode: 507,
    OriginalMessage: '{"code":"memory_short"}',
  });
  for (const { Body } of await Promise.all(busy)) expect(Body.loaded).toEqual(['a', 'c']);
  expect((await invoke('full', 'x', 'b.tar.gz')).Body.model).toBe('b');
});

test('without a cache a model is unloaded after its invocation', async () => {
  await serve('forgetful', { cached: false });
  await reaches('forgetful', 'InService');
  for (const [target, model] of Object.entries(FOLDER)) {
    expect((await invoke('forgetful', 'x', target)).Body.loaded).toEqual([model]);
  }
});

test('each instance loads for itself, and a container that is replaced has nothing loaded', async () => {
  await serve('pair', { instances: 2 });
  await reaches('pair', 'InService');
  const told = [];
  for (const target of ['a/1.tar.gz', 'b.tar.gz', 'b.tar.gz', 'a/1.tar.gz']) {
    told.push((await invoke('pair', 'x', target)).Body);
  }
  const [one, other] = [told[0]?.pid, told[1]?.pid];
  expect(one).not.toBe(other);
  expect(told.map(({ pid, loaded }) => [pid, loaded])).toEqual([
    [one, ['a']],
    [other, ['b']],
    [one, ['a', 'b']],
    [other, ['b', 'a']],
  ]);

  process.kill(Number(one), 'SIGKILL');
  await until(() => local.lines.includes('sagemaker/pair the new container is healthy'));
  const later = [];
  for (let times = 0; times < 2; times += 1)
    later.push((await invoke('pair', 'x', 'c.tar.gz')).Body);
  expect(later.find(({ pid }) => pid !== other)?.loaded).toEqual(['c']);
});

test('a target model is needed on a multi-model endpoint, and refused on another', async () => {
  await serve('needs');
  await create('single', await putEndpointConfig(local));
  await Promise.all(['needs', 'single'].map((name) => reaches(name, 'InService')));
  await expect(invoke('needs', 'x')).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringMatching(/is missing a target model header/),
  });
  await expect(invoke('single', 'x', 'a.tar.gz')).rejects.toMatchObject({
    name: 'ValidationError',
    message:
      'Endpoint single is not a multi-model endpoint and does not support target model header.',
  });
});

test('a model that is not in the folder, or that the role may not read, is refused, and found once it is there', async () => {
  await serve('missing');
  await serve('blind', {
    permissions: [list, ...Object.values(others)].filter((one) => one !== undefined),
  });
  await Promise.all(['missing', 'blind'].map((name) => reaches(name, 'InService')));
  const bucketAndKey =
    /^Failed to download model data\(bucket: models, key: m\d+\/d\.tar\.gz\)\. Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the model\.$/;
  const refusal = await invoke('missing', 'x', 'd.tar.gz').catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    name: 'ValidationError',
    message: expect.stringMatching(bucketAndKey),
    $metadata: { httpStatusCode: 400 },
  });
  await expect(invoke('blind', 'x', 'b.tar.gz')).rejects.toThrow('Failed to download model data(');

  const [, key] = /key: ([^)]+)/.exec(String(refusal)) ?? [];
  await local.cloud.s3.putObject('models', String(key), await archive());
  expect((await invoke('missing', 'x', 'd.tar.gz')).Body.model).toBe('b');
});

test("the container's refusal to load is its answer, and an invalid archive is refused", async () => {
  await serve('odd', { folder: { 'bad.tar.gz': 'bad', 'broken.tar.gz': '' } });
  await reaches('odd', 'InService');
  await expect(invoke('odd', 'x', 'bad.tar.gz')).rejects.toMatchObject({
    name: 'ModelError',
    OriginalStatusCode: 400,
    OriginalMessage: '{"code":"request_invalid"}',
  });
  await expect(invoke('odd', 'x', 'broken.tar.gz')).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringMatching(/^Failed to extract the model data archive broken\.tar\.gz/),
  });
});

test.each([
  [
    'the role may not list the folder',
    { permissions: [data, ...Object.values(others)] },
    /^Could not access model data at s3:\/\/models\/m\d+\/\. .*"s3:ListBucket" permissions/,
  ],
  [
    'the image has not the label of multi-model hosts',
    { labelled: false },
    /does not contain required com\.amazonaws\.sagemaker\.capabilities\.multi-models=true Docker label/,
  ],
])('an endpoint fails when %s', async (what, parts, reason) => {
  const name = `failed-${what.length}`;
  await serve(name, parts as EndpointParts);
  await reaches(name, 'Failed');
  expect((await look(name)).FailureReason).toMatch(reason);
});
