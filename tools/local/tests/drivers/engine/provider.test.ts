import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import providerPb from '@pulumi/pulumi/proto/provider_pb.js';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../src/cloud/aws-error.ts';
import { serveProvider } from '../../../src/drivers/engine/provider.ts';
import { createProvisioner } from '../../../src/resources/index.ts';
import { provider } from '../../support/provider-client.ts';

const { unknownValue, specialSecretSig, specialSigKey } = pulumi.runtime;
const { Kind } = providerPb.PropertyDiff;
const TABLE = 'urn:pulumi:s::p::a$aws:dynamodb/table:Table::t';
const LOGS = 'urn:pulumi:s::p::aws:cloudwatch/logGroup:LogGroup::logs';
const RULE = 'urn:pulumi:s::p::aws:cloudwatch/eventRule:EventRule::rule';
const IMAGE = 'urn:pulumi:s::p::docker-build:index:Image::image';

describe('check', () => {
  it('generates a name, and keeps it while the program gives none', async () => {
    const { check } = await provider();
    const first = await check(LOGS, {});
    expect(first).toEqual({ inputs: { name: 'logs-0102030', __defaults: ['name'] }, failures: [] });
    const kept = { name: 'logs-abcdef0', __defaults: ['name'] };
    expect((await check(LOGS, {}, kept)).inputs).toEqual(kept);
    expect((await check(LOGS, { name: 'fixed' }, kept)).inputs).toEqual({ name: 'fixed' });
    expect((await check(LOGS, {}, { name: 'fixed' })).inputs).toMatchObject({
      name: 'logs-0102030',
    });
  });

  it('lists invalid inputs, and accepts unknown values', async () => {
    const { check } = await provider();
    const news = {
      hashKey: unknownValue,
      attributes: [{ name: 'k', type: 'X' }],
      streamEnabled: true,
    };
    const { failures } = await check(TABLE, news);
    expect(failures.toSorted()).toEqual(['attributes.0.type', 'streamEnabled']);
  });

  it('names a type that it does not know', async () => {
    const { check } = await provider();
    const urn = 'urn:pulumi:s::p::aws:sqs/queue:Queue::q';
    await expect(check(urn, {})).rejects.toThrow(/no handler for aws:sqs\/queue:Queue/);
  });
});

describe('diff', () => {
  it('tells an update from a replacement', async () => {
    const { diff } = await provider();
    const before = { name: 'a', retentionInDays: 1, __defaults: ['name'] };
    expect(await diff(LOGS, before, { ...before })).toMatchObject({ detail: {} });
    expect(await diff(LOGS, before, { ...before, retentionInDays: 2 })).toEqual({
      detail: { retentionInDays: Kind.UPDATE },
      replaces: [],
      deleteBeforeReplace: false,
    });
    expect(await diff(LOGS, before, { name: 'b', retentionInDays: 1 })).toEqual({
      detail: { name: Kind.UPDATE_REPLACE },
      replaces: ['name'],
      deleteBeforeReplace: false,
    });
  });

  it('treats an unknown value as a change', async () => {
    const { diff } = await provider();
    const before = { name: 'a', hashKey: 'k' };
    expect(await diff(TABLE, before, { name: 'a', hashKey: unknownValue })).toEqual({
      detail: { hashKey: Kind.UPDATE_REPLACE },
      replaces: ['hashKey'],
      deleteBeforeReplace: true,
    });
  });

  it('detects that the context of an image has changed under the same path', async () => {
    const { diff, create, context } = await provider();
    const directory = join(context.programDirectory, 'dist');
    mkdirSync(directory);
    writeFileSync(join(directory, 'main.mjs'), 'one');
    const inputs = {
      push: false,
      context: { location: 'dist' },
      dockerfile: { location: 'Dockerfile' },
      tags: ['registry/made:latest'],
      platforms: ['linux/amd64'],
    };
    const { outputs } = await create(IMAGE, inputs);
    expect((await diff(IMAGE, inputs, inputs, outputs)).detail).toEqual({});
    writeFileSync(join(directory, 'main.mjs'), 'two');
    expect((await diff(IMAGE, inputs, inputs, outputs)).detail).toEqual({ context: Kind.UPDATE });
  });
});

describe('create and update', () => {
  it('return the known values in a preview, and create nothing', async () => {
    const { create, update, calls } = await provider();
    const previewed = await create(LOGS, { name: 'a', __defaults: ['name'] }, true);
    expect(previewed).toEqual({
      id: '',
      outputs: { name: 'a', retentionInDays: 0, skipDestroy: false },
    });
    const before = { ref: 'r', digest: 'd', contextHash: 'h', id: 'i' };
    expect(await update(IMAGE, 'i', before, { push: false }, true)).toEqual({
      id: 'i',
      push: false,
      buildOnPreview: true,
    });
    expect(calls).toEqual([]);
  });

  it('unwrap a secret for the handler, and return it to the engine as a secret', async () => {
    const { create, calls } = await provider();
    const secret = { [specialSigKey]: specialSecretSig, value: 'logs' };
    const { outputs } = await create(LOGS, { name: secret });
    expect(calls).toEqual([['logs.createLogGroup', 'logs']]);
    expect(outputs).toMatchObject({ name: secret, arn: expect.any(String) as unknown });
  });

  it('write the whole rule, including its state, as PutRule does', async () => {
    const { create, update, calls } = await provider();
    const inputs = { name: 'r', scheduleExpression: 'rate(1 minute)', state: 'ENABLED' };
    const { outputs } = await create(RULE, inputs);
    await update(RULE, 'r', outputs, { ...inputs, scheduleExpression: 'rate(2 minutes)' });
    expect(calls.at(-1)).toEqual([
      'events.putRule',
      { name: 'r', scheduleExpression: 'rate(2 minutes)', state: 'ENABLED' },
    ]);
  });
});

describe('read', () => {
  it('finds what this cloud has created, and nothing of another cloud', async () => {
    const { create, read } = await provider();
    const { id, outputs } = await create(LOGS, { name: 'a' });
    expect(await read(LOGS, id, outputs, { name: 'a' })).toEqual({
      id,
      outputs,
      inputs: { name: 'a' },
    });
    const gone = { id: '', outputs: {}, inputs: {} };
    expect(await read(LOGS, 'gone', { name: 'gone' })).toEqual(gone);
  });

  it('loses an image when its token in the state has expired, until an update stores a fresh one', async () => {
    const { create, update, read, context } = await provider();
    const checkToken = (password: string) => {
      if (password === 'expired')
        throw new AwsError('DENIED', 'Your authorization token has expired.');
    };
    Object.assign(context.cloud.ecr, { checkToken });
    mkdirSync(join(context.programDirectory, 'dist'));
    const withToken = (password: string) => ({
      push: false,
      context: { location: 'dist' },
      dockerfile: { location: 'Dockerfile' },
      tags: ['registry/made:latest'],
      platforms: ['linux/amd64'],
      registries: [{ address: 'registry', username: 'AWS', password }],
    });
    const { id, outputs } = await create(IMAGE, withToken('fresh'));
    const stale = { ...outputs, ...withToken('expired') };
    expect(await read(IMAGE, id, stale, withToken('expired'))).toMatchObject({ id: '' });
    const renewed = await update(IMAGE, id, stale, withToken('fresh'));
    expect(await read(IMAGE, id, renewed, withToken('fresh'))).toMatchObject({ id });
    await expect(create(IMAGE, withToken('expired'))).rejects.toThrow('token has expired');
  });

  it('returns the state that the functions gave a rule', async () => {
    const { create, read } = await provider();
    const inputs = { name: 'r', scheduleExpression: 'rate(1 minute)', state: 'ENABLED' };
    const { id, outputs } = await create(RULE, inputs);
    expect(await read(RULE, id, outputs, inputs)).toEqual({
      id,
      inputs: { ...inputs, state: 'DISABLED' },
      outputs: { ...outputs, state: 'DISABLED' },
    });
  });
});

it('says which port is taken', async () => {
  const { port, context } = await provider();
  const second = serveProvider({ context, provisioner: createProvisioner(context), port });
  await expect(second).rejects.toThrow(new RegExp(`port ${port} .*local:providerPort`));
});
