import { describe, expect, it } from 'vitest';
import { createProvisioner, handlerOf } from '../../src/resources/index.ts';
import { recordingContext } from '../support/context.ts';

const logGroup = handlerOf('aws:cloudwatch/logGroup:LogGroup');
const bucket = handlerOf('aws:s3/bucket:Bucket');
const integration = handlerOf('aws:apigatewayv2/integration:Integration');

describe('the provisioner', () => {
  it('returns the defaults, the inputs and the outputs of the creation', async () => {
    const { context } = recordingContext();
    const made = await createProvisioner(context).create(logGroup, {
      name: 'a',
      retentionInDays: 30,
    });
    expect(made).toEqual({
      id: 'a',
      outputs: {
        name: 'a',
        retentionInDays: 30,
        skipDestroy: false,
        arn: 'arn:aws:logs:here:000000000000:log-group:made',
      },
    });
  });

  it('drops an input that an update leaves out, and keeps the outputs of the creation', async () => {
    const { context } = recordingContext();
    const provisioner = createProvisioner(context);
    const given = { apiId: 'a', integrationUri: 'arn:x', payloadFormatVersion: '2.0' };
    const { id, outputs } = await provisioner.create(integration, { ...given, description: 'd' });
    const updated = await provisioner.update(integration, id, given, { ...outputs, told: 'once' });
    expect(updated).toEqual({ ...given, timeoutMilliseconds: 30_000, told: 'once' });
  });

  it('destroys the newest first, and then lists nothing', async () => {
    const { context, calls } = recordingContext();
    const provisioner = createProvisioner(context);
    await provisioner.create(logGroup, { name: 'a' });
    await provisioner.create(bucket, { bucket: 'b' });
    await provisioner.destroy();
    expect(calls.slice(2)).toEqual([
      ['s3.deleteBucket', 'b'],
      ['logs.deleteLogGroup', 'a'],
    ]);
    expect(provisioner.existing).toEqual([]);
  });

  it('keeps the newer of two resources with the same id when the older one is deleted', async () => {
    const { context, calls } = recordingContext();
    const provisioner = createProvisioner(context);
    const stage = handlerOf('aws:apigatewayv2/stage:Stage');
    const first = await provisioner.create(stage, { apiId: 'one', name: '$default' });
    await provisioner.create(stage, { apiId: 'two', name: '$default' });
    await provisioner.delete(stage, '$default', first.outputs);
    await provisioner.destroy();
    expect(calls.slice(2)).toEqual([
      ['apigateway.deleteStage', 'one', '$default'],
      ['apigateway.deleteStage', 'two', '$default'],
    ]);
  });

  it('does not find what another cloud created, and deletes it without an error', async () => {
    const { context, calls } = recordingContext();
    const provisioner = createProvisioner(context);
    expect(await provisioner.read(bucket, 'b', {})).toBeUndefined();
    await provisioner.delete(bucket, 'b', {});
    expect(calls).toEqual([]);
    await provisioner.create(bucket, { bucket: 'b' });
    expect(await provisioner.read(bucket, 'b', { arn: 'x' })).toEqual({});
  });
});
