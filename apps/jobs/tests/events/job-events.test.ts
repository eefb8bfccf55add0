import { BUCKET, type DeployedModel } from '@pilotlight/contracts';
import { acceptUpload, predict } from '@pilotlight/lifecycle';
import { asyncModel, functionModel, throttled } from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import {
  inferenceResult,
  jobsInWorld,
  notified,
  objectCreated,
  retireHostRequest,
  scheduled,
} from '../jobs-in-world.ts';

const MODEL = asyncModel();
const { endpointName } = MODEL.serving.async;

const PHOTO = { body: Buffer.from('a photograph'), contentType: 'image/jpeg' };

function jobs(models: readonly DeployedModel[] = [MODEL]) {
  const set = jobsInWorld(models);
  const { world, api } = set;
  return {
    ...set,
    async uploaded() {
      const checksumSHA256 = `${'A'.repeat(43)}=`;
      const announced = { contentType: 'image/jpeg', bytes: 12, checksumSHA256 };
      const { id } = await acceptUpload(api, MODEL, { ...announced, accept: 'image/jpeg' });
      world.bucket.upload(`${BUCKET.uploads}${id}`, PHOTO);
      return id;
    },
    async started() {
      const found = await predict(api, MODEL, { ...PHOTO, accept: 'image/jpeg' });
      if (found.kind !== 'parked') throw new Error('it is no job');
      return found.prediction.id;
    },
    row: (id: string) => world.store.rows.get(id),
  };
}

describe("S3's event of an upload", () => {
  it('submits the job, once although it comes twice', async () => {
    const { handler, uploaded, world } = jobs();
    const id = await uploaded();
    const event = objectCreated(`${BUCKET.uploads}${id}`);
    expect(await handler(event)).toEqual([{ id, outcome: 'waits' }]);
    await handler(event);
    expect(world.asynchronous.submitted).toEqual([id]);
  });

  it('has an encoded key', async () => {
    const { handler, uploaded } = jobs();
    const id = await uploaded();
    const key = `${BUCKET.uploads}${id}`.replace('/', '%2F').replace(id[0] ?? '', '%30');
    expect(await handler(objectCreated(key))).toEqual([{ id, outcome: 'waits' }]);
  });

  it('that comes after the answer changes nothing', async () => {
    const { handler, started, world } = jobs();
    const id = await started();
    world.clock.pass(1000);
    await handler(scheduled);
    const before = world.store.rows.get(id);
    const event = objectCreated(`${BUCKET.uploads}${id}`);
    expect(await handler(event)).toEqual([{ id, outcome: 'over' }]);
    expect(world.store.rows.get(id)).toEqual(before);
  });

  it.each([
    `${BUCKET.uploads}a+photo+%C3%A9.jpg`,
    `${BUCKET.uploads}01ARZ3NDEKTSV4RRFFQ69G5FAV/x`,
    `${BUCKET.inputs}01ARZ3NDEKTSV4RRFFQ69G5FAV`,
    '%E0%A4%A',
    '',
  ])('of an object that is no upload (%s) is ignored', async (key) => {
    const { handler, world } = jobs();
    expect(await handler(objectCreated(key))).toEqual([]);
    expect(world.lines).toMatchObject([{ level: 'warn', event: 'object_created', key }]);
  });

  it('of another bucket is ignored, and of an unknown job does nothing', async () => {
    const { handler, uploaded, world } = jobs();
    const id = await uploaded();
    expect(await handler(objectCreated(`${BUCKET.uploads}${id}`, 'another'))).toEqual([]);
    const unknown = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
    expect(await handler(objectCreated(`${BUCKET.uploads}${unknown}`))).toEqual([
      { id: unknown, outcome: 'unknown' },
    ]);
    expect(world.asynchronous.submitted).toEqual([]);
  });

  it('of several objects handles all, although one fails', async () => {
    const { handler, uploaded, world } = jobs();
    const ids = [await uploaded(), await uploaded()];
    const Records = ids.flatMap((id) => objectCreated(`${BUCKET.uploads}${id}`).Records);
    let heads = 0;
    world.bucket.before.head = () => {
      if (++heads === 1) throw throttled();
    };
    await expect(handler({ Records })).rejects.toThrow('Rate Exceeded');
    expect(world.asynchronous.submitted).toHaveLength(1);
  });

  it('that is not complete is refused with what is missing', async () => {
    const { handler } = jobs();
    await expect(handler({ Records: [{ eventSource: 'aws:s3' }] })).rejects.toThrow(
      '/Records/0/s3',
    );
  });
});

describe("SageMaker's notification", () => {
  it('of an answer collects it, once although it comes twice', async () => {
    const { handler, started, row, world } = jobs();
    const id = await started();
    world.clock.pass(1000);
    const event = notified(inferenceResult(id, endpointName));
    expect(await handler(event)).toEqual([{ id, outcome: 'over' }]);
    expect(row(id)).toMatchObject({ status: 'succeeded' });
    expect(await handler(event)).toEqual([{ id, outcome: 'over' }]);
  });

  it('of a failure ends the job with its reason', async () => {
    const { handler, started, row } = jobs();
    const id = await started();
    const failureReason = 'ClientError: Received client error (400) from model.';
    const failed = { invocationStatus: 'Failed', failureReason };
    await handler(notified(inferenceResult(id, endpointName, failed)));
    expect(row(id)).toMatchObject({ status: 'failed', error: { code: 'model_rejected' } });
  });

  it('of a failure without a reason ends the job, too', async () => {
    const { handler, started, row } = jobs();
    const id = await started();
    await handler(notified(inferenceResult(id, endpointName, { invocationStatus: 'Failed' })));
    expect(row(id)).toMatchObject({ status: 'failed', error: { code: 'model_error' } });
  });

  it('of a failure that comes while the job is still being submitted ends it all the same', async () => {
    const { handler, started, row, world } = jobs();
    const id = await started();
    const claimed = await world.store.claimPrediction(id, world.clock.now());
    const { sleep } = world.clock;
    world.clock.sleep = async (milliseconds) => {
      if (claimed) await world.store.releasePrediction(claimed, { counted: false });
      await sleep.call(world.clock, milliseconds);
    };
    const failed = { invocationStatus: 'Failed', failureReason: 'no permission' };
    expect(await handler(notified(inferenceResult(id, endpointName, failed)))).toEqual([
      { id, outcome: 'over' },
    ]);
    expect(row(id)).toMatchObject({ status: 'failed' });
  });

  it('of another endpoint, of a foreign request, or of another kind is ignored', async () => {
    const { handler, started, row } = jobs();
    const id = await started();
    const failed = { invocationStatus: 'Failed' };
    const event = notified(
      inferenceResult(id, 'another-endpoint', failed),
      inferenceResult('a-request-of-somebody', endpointName, failed),
      { AlarmName: 'an alarm' },
      'no JSON',
    );
    expect(await handler(event)).toEqual([]);
    expect(row(id)?.finishedAt).toBeUndefined();
  });
});

describe('the schedule', () => {
  it('does what lost events would have done', async () => {
    const { handler, uploaded, row, world } = jobs();
    const id = await uploaded();
    expect(await handler(scheduled)).toContainEqual({ model: MODEL.name, jobs: 1, ended: 0 });
    expect(world.asynchronous.submitted).toEqual([id]);
    world.clock.pass(1000);
    expect(await handler(scheduled)).toContainEqual({ model: MODEL.name, jobs: 1, ended: 1 });
    expect(row(id)).toMatchObject({ status: 'succeeded' });
    expect(await handler(scheduled)).not.toContainEqual(expect.objectContaining({ jobs: 0 }));
  });

  it('looks at the other jobs when one fails, and then fails itself', async () => {
    const { handler, uploaded, world } = jobs();
    const ids = [await uploaded(), await uploaded()].sort();
    world.bucket.before.head = (key) => {
      if (key.endsWith(ids[0] ?? '')) throw throttled();
    };
    await expect(handler(scheduled)).rejects.toThrow('Rate Exceeded');
    expect(world.asynchronous.submitted).toEqual([ids[1]]);
  });
});

describe('the retirement of an asynchronous endpoint', () => {
  it('ends the jobs of a model that leaves', async () => {
    const { handler, started, uploaded, row } = jobs();
    const ids = [await started(), await uploaded()];
    expect(await handler(retireHostRequest(MODEL.name, endpointName))).toEqual({
      endpoint: endpointName,
      outcome: 'retired',
    });
    for (const id of ids) expect(row(id)).toMatchObject({ error: { code: 'model_retired' } });
  });

  it('gives the jobs of a model that something else serves now to that', async () => {
    const now = functionModel('function', MODEL.name);
    const { handler, started, row, world } = jobs([now]);
    const id = await started();
    await handler(retireHostRequest(MODEL.name, endpointName));
    expect(row(id)).toMatchObject({ status: 'queued', queue: MODEL.name });
    world.lambda.answer = () => ({ kind: 'answered', ...PHOTO });
    await handler(scheduled);
    expect(row(id)).toMatchObject({ status: 'succeeded', servedBy: 'function' });
  });

  it('ends a job whose upload has not come, because nothing else takes uploads', async () => {
    const { handler, api, row } = jobs([functionModel('function', MODEL.name)]);
    const checksumSHA256 = `${'A'.repeat(43)}=`;
    const announced = {
      contentType: 'image/jpeg',
      bytes: 12,
      checksumSHA256,
      accept: 'image/jpeg',
    };
    const { id } = await acceptUpload(api, MODEL, announced);
    await handler(retireHostRequest(MODEL.name, endpointName));
    expect(row(id)).toMatchObject({ error: { code: 'model_retired' } });
  });

  it('changes nothing when it joins, or when another asynchronous endpoint serves the model', async () => {
    const { handler, started, row } = jobs();
    const id = await started();
    expect(await handler(retireHostRequest(MODEL.name, endpointName, 'create'))).toMatchObject({
      outcome: 'kept',
    });
    await handler(retireHostRequest(MODEL.name, 'another'));
    expect(row(id)).not.toHaveProperty('finishedAt');
    expect(row(id)).toMatchObject({ queue: `${MODEL.name}#jobs` });
  });

  it('is one of `serverless` too: its parked predictions end', async () => {
    const { handler, api, row } = jobs();
    const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const request = { ...PHOTO, accept: 'image/jpeg' };
    await api.predictions.park({ id, model: 'gone', request, now: api.clock.now() });
    await handler(retireHostRequest('gone', 'pilotlight-test-gone--serverless'));
    expect(row(id)).toMatchObject({ error: { code: 'model_retired' } });
  });
});
