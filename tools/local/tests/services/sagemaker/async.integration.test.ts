import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { JOB_PERMISSIONS, useAsync } from '../../support/async-endpoint.ts';
import { putEndpointConfig } from '../../support/endpoint.ts';
import { isAlive } from '../../support/is-alive.ts';
import { useOperator, type Told } from '../../support/operator.ts';
import { REGION, until, useCloud } from '../../support/test-cloud.ts';

const local = useCloud({ scheduleMinuteSeconds: 1 });
const operator = useOperator(local);
const { create, remove, look, lookAtConfig, invoke, update, scale, submit, reaches } = operator;
const { putSurroundings, config, serve, ask, told, object } = useAsync(local, operator);

beforeAll(putSurroundings);

const answerOf = async (id: string) =>
  JSON.parse(String((await object(`outputs/${id}.out`)).text)) as Told;

const counts = async (name: string) => {
  const { EndpointStatus, ProductionVariants } = await look(name);
  const { CurrentInstanceCount, DesiredInstanceCount } = ProductionVariants?.[0] ?? {};
  return [EndpointStatus, CurrentInstanceCount, DesiredInstanceCount];
};

test('an invocation is queued with 202, answered into S3 under its file name, and told by SNS', async () => {
  const made = await config();
  await serve('usual', made);
  await expect(ask('usual', 'one', 'hello', { CustomAttributes: 'a' })).resolves.toMatchObject({
    $metadata: { httpStatusCode: 202 },
    InferenceId: 'one',
    OutputLocation: 's3://jobs/outputs/one.out',
    FailureLocation: 's3://jobs/failures/one-error.out',
  });
  expect(await told('one')).toEqual({
    awsRegion: REGION,
    eventTime: expect.stringMatching(/^\d{4}-.*Z$/),
    receivedTime: expect.stringMatching(/^\d{4}-.*Z$/),
    invocationStatus: 'Completed',
    requestParameters: {
      contentType: 'text/plain',
      endpointName: 'usual',
      inputLocation: 's3://jobs/inputs/one',
    },
    responseParameters: {
      contentType: 'application/json',
      outputLocation: 's3://jobs/outputs/one.out',
    },
    inferenceId: 'one',
    eventVersion: '1.0',
    eventSource: 'aws:sagemaker',
    eventName: 'InferenceResult',
  });
  expect((await object('outputs/one.out')).contentType).toBe('application/json');
  const { body, headers } = await answerOf('one');
  expect(body).toBe('hello');
  expect(headers).toMatchObject({
    accept: 'application/json',
    'content-type': 'text/plain',
    'x-amzn-sagemaker-custom-attributes': 'a',
    'x-amzn-sagemaker-inference-id': 'one',
  });
  expect((await lookAtConfig(made)).AsyncInferenceConfig).toMatchObject({
    ClientConfig: { MaxConcurrentInvocationsPerInstance: 1 },
    OutputConfig: { S3OutputPath: 's3://jobs/outputs', S3FailurePath: 's3://jobs/failures/' },
  });
});

test('only InvokeEndpointAsync works here, and only here', async () => {
  await serve('only', config());
  await expect(invoke('only', 'x')).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Endpoint only is asynchronous: it takes InvokeEndpointAsync only.',
  });
  const instances = await putEndpointConfig(local);
  await serve('not', instances);
  await expect(ask('not', 'wrong', 'x')).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Endpoint not is not an asynchronous endpoint.',
  });
  await expect(ask('nobody', 'wrong', 'x')).rejects.toThrow('Endpoint nobody of account');
  await expect(update('only', instances)).rejects.toThrow('makes no endpoint asynchronous');
});

describe('a request is refused with', () => {
  const request = { EndpointName: 'any', InputLocation: 's3://jobs/inputs/one' };
  test.each([
    ['no input', { InputLocation: undefined }, 'inputlocation'],
    ['an input that is not in S3', { InputLocation: 'https://example.org/x' }, 'inputlocation'],
    ['a long file name', { Filename: 'x'.repeat(33) }, 'filename'],
    ['a file name with two dots', { Filename: 'a.b.c' }, 'filename'],
    ['a short time to live', { RequestTTLSeconds: 59 }, 'requestttlseconds'],
    ['a long time to live', { RequestTTLSeconds: 21_601 }, 'requestttlseconds'],
    ['a long time-out', { InvocationTimeoutSeconds: 3_601 }, 'invocationtimeoutseconds'],
    ['a long id', { InferenceId: 'x'.repeat(65) }, 'inference-id'],
    ['an output path extension', { S3OutputPathExtension: 'x' }, 's3outputpathextension'],
    ['an inline body', { Body: Buffer.from('x') }, 'no inline Body'],
  ])('%s', async (_what, more, named) => {
    await expect(submit({ ...request, ...more })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(named),
    });
  });
});

test.each([
  ['the container refuses it', 'bad', {}, /^Received client error \(400\) from primary/],
  ['the container ends', 'exit', {}, /^Received server error \(0\) from primary/],
  ['it lasts too long', 'slow', { InvocationTimeoutSeconds: 1 }, /invocation timed out/],
  ['there is no input', 'x', { InputLocation: 's3://jobs/inputs/none' }, /^NoSuchKey/],
])('when %s, the failure is written and told, once', async (_what, input, more, reason) => {
  const name = `fails-${input}`;
  await serve(name, config());
  await ask(name, name, input, more);
  const message = await told(name);
  expect(message).toMatchObject({ invocationStatus: 'Failed' });
  expect(message).not.toHaveProperty('responseParameters');
  expect(message['failureReason']).toMatch(reason);
  expect((await object(`failures/${name}-error.out`)).text).toBe(message['failureReason']);
  await expect(object(`outputs/${name}.out`)).rejects.toThrow();
});

test('the execution role decides what is read, written and told', async () => {
  const { read, write, publish } = JOB_PERMISSIONS;
  const without = (...permissions: (typeof read)[]) =>
    config({ jobPermissions: permissions.filter((one) => one !== undefined) });
  await serve('blind', without(write, publish));
  await ask('blind', 'blind', 'x');
  expect((await told('blind'))['failureReason']).toContain(
    'not authorized to perform: s3:GetObject',
  );

  await serve('mute', without(read, publish));
  await ask('mute', 'mute', 'x');
  expect((await told('mute'))['failureReason']).toContain(
    'not authorized to perform: s3:PutObject',
  );
  expect(local.lines.join('\n')).toMatch(/the failure of mute cannot be written: .*s3:PutObject/);

  await serve('silent', without(read, write));
  await ask('silent', 'silent', 'x');
  await until(() =>
    local.lines.some((line) => /the end of silent cannot be published: .*sns:Publish/.test(line)),
  );
  expect((await answerOf('silent')).body).toBe('x');
});

test('each instance works on as many at once as configured, and the queue keeps the order', async () => {
  await serve('pair', config({ most: 2 }));
  for (const id of ['p1', 'p2', 'p3']) await ask('pair', id, 'slow');
  const messages = await Promise.all(['p1', 'p2', 'p3'].map(told));
  const [first = 0, second = 0, third = 0] = messages.map(({ eventTime }) =>
    Date.parse(String(eventTime)),
  );
  // The third waited for one of the others, which ran together.
  expect(Math.abs(first - second)).toBeLessThan(1_000);
  expect(third - Math.min(first, second)).toBeGreaterThan(1_400);
});

test('instances are scaled to none and back; one that is removed finishes its work, and jobs wait meanwhile', async () => {
  await serve('flex', config());
  await ask('flex', 'f1', 'slow 4000');
  await scale('flex', 'primary', 0);
  expect(await counts('flex')).toEqual(['Updating', 0, 0]);
  await expect(scale('flex', 'primary', 1)).rejects.toThrow('Cannot update in-progress endpoint');
  await expect(remove('flex')).rejects.toThrow('Cannot update in-progress endpoint');
  await told('f1');
  const { pid } = await answerOf('f1');
  await reaches('flex', 'InService');
  expect(await counts('flex')).toEqual(['InService', 0, 0]);
  expect(isAlive(pid)).toBe(false);

  await ask('flex', 'f2', 'x');
  await sleep(300);
  await expect(object('outputs/f2.out')).rejects.toThrow();
  await scale('flex', 'primary', 2);
  expect(await counts('flex')).toEqual(['Updating', 0, 2]);
  await told('f2');
  await reaches('flex', 'InService');
  expect(await counts('flex')).toEqual(['InService', 2, 2]);
});

test('a change of the number is refused for another variant, for too many, and to none without a queue', async () => {
  await serve('strict', config());
  await expect(scale('strict', 'other', 1)).rejects.toThrow('Could not find variant "other"');
  await expect(scale('strict', 'primary', 5)).rejects.toMatchObject({
    name: 'ResourceLimitExceeded',
  });
  await serve('plain', putEndpointConfig(local));
  await expect(scale('plain', 'primary', 0)).rejects.toThrow('Only an asynchronous endpoint');
  await scale('plain', 'primary', 2);
  await reaches('plain', 'InService');
  expect(await counts('plain')).toEqual(['InService', 2, 2]);
});

test('a job that waits longer than its time to live is dropped', async () => {
  await serve('late', config());
  await scale('late', 'primary', 0);
  await reaches('late', 'InService');
  // A minute lasts a second here.
  await ask('late', 'l1', 'x', { RequestTTLSeconds: 60 });
  await until(() => local.lines.includes('sagemaker/late the invocation l1 expired in the queue'));
  await scale('late', 'primary', 1);
  await ask('late', 'l2', 'x');
  await told('l2');
  await expect(object('outputs/l1.out')).rejects.toThrow();
  await expect(object('failures/l1-error.out')).rejects.toThrow();
});

test('an update moves the queue to the new instances, and a deletion drops it', async () => {
  await serve('moves', config());
  const next = await config();
  await ask('moves', 'm1', 'slow');
  await update('moves', next);
  await ask('moves', 'm2', 'slow');
  await until(async () => (await look('moves')).EndpointConfigName === next);
  await ask('moves', 'm3', 'x');
  await Promise.all(['m1', 'm2', 'm3'].map(told));
  expect((await answerOf('m3')).model).toContain(next.replace('-config', ''));

  await reaches('moves', 'InService');
  await scale('moves', 'primary', 0);
  await reaches('moves', 'InService');
  await ask('moves', 'm4', 'x');
  await remove('moves');
  await until(() => local.lines.includes('sagemaker/moves deleted'));
  await create('moves', next);
  await reaches('moves', 'InService');
  await ask('moves', 'm5', 'x');
  await told('m5');
  await expect(object('outputs/m4.out')).rejects.toThrow();
});
