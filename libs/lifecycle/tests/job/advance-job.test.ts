import { BUCKET, LIMITS } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import { CloudError } from '@pilotlight/hosts';
import { containerError, throttled } from '../../testing/index.ts';
import { jobWorld, PHOTO } from './jobs.ts';

const unavailable = () =>
  new CloudError('unavailable', { service: 'S3', operation: 'HeadObject' }, 'down');

const steps = (found: { steps?: { name: string }[] } | undefined) =>
  found?.steps?.map(({ name }) => name);

describe('a job', () => {
  it('is submitted at once, asks for an instance, and gets its answer', async () => {
    const world = jobWorld();
    const id = await world.start();
    expect(world.asynchronous.submitted).toEqual([id]);
    expect(world.asynchronous.requested).toEqual([1]);
    expect(world.bucket.objects.get(`${BUCKET.inputs}${id}`)).toEqual(PHOTO);
    const waiting = await world.read(id);
    expect(waiting).toMatchObject({ status: 'running', state: { status: 'waking', queued: 1 } });
    expect(steps(waiting)).toEqual(['accepted', 'uploaded', 'submitted']);
    world.clock.pass(world.asynchronous.startSeconds + world.asynchronous.workSeconds);
    const answered = await world.read(id);
    expect(answered).toMatchObject({ status: 'succeeded', servedBy: 'async' });
    expect(answered?.answer).toEqual({
      contentType: 'image/jpeg',
      base64: Buffer.from(PHOTO.body).toString('base64'),
    });
    expect(steps(answered)).toEqual(['accepted', 'uploaded', 'submitted', 'answered', 'stored']);
    expect(answered).not.toHaveProperty('state');
  });

  it('waits for its upload, and is submitted when it is there', async () => {
    const world = jobWorld();
    const upload = await world.announce();
    const { id } = upload;
    expect(upload.url).toContain(`${BUCKET.uploads}${id}`);
    expect(Date.parse(upload.expiresAt)).toBe(world.clock.now() + LIMITS.uploadSeconds * 1000);
    expect(world.schedule.enabled).toBe(true);
    expect(await world.advance(id)).toBe('waits');
    expect(await world.read(id)).toMatchObject({ status: 'queued' });
    expect(steps(await world.read(id))).toEqual(['accepted']);
    world.clock.pass(30);
    expect(world.upload(id)).toBe(true);
    expect(await world.advance(id)).toBe('waits');
    expect(world.asynchronous.submitted).toEqual([id]);
    expect(world.stored(id)?.job?.uploadedAt).toBe(world.clock.now());
  });

  it('is submitted once by any number of events, polls and sweeps at once', async () => {
    const world = jobWorld();
    const { id } = await world.announce();
    world.upload(id);
    await Promise.all(Array.from({ length: 10 }, () => world.advance(id)));
    await world.advance(id);
    expect(world.asynchronous.submitted).toEqual([id]);
  });

  it('is not submitted by a caller that saw it before another one submitted it', async () => {
    const world = jobWorld();
    const { id } = await world.announce();
    world.upload(id);
    const gate = Promise.withResolvers<undefined>();
    world.store.before.claimPrediction = () => gate.promise.then(() => undefined);
    const slow = world.advance(id);
    await new Promise(setImmediate);
    world.store.before = {};
    await world.advance(id);
    gate.resolve(undefined);
    expect(await slow).toBe('taken');
    expect(world.asynchronous.submitted).toEqual([id]);
    expect(world.stored(id)).toMatchObject({ attempts: 0 });
  });

  it('is collected once by any number of callers at once', async () => {
    const world = jobWorld();
    const id = await world.start();
    world.clock.pass(1000);
    await Promise.all(Array.from({ length: 10 }, () => world.advance(id)));
    const got = world.bucket.calls.filter((call) => call === `get ${BUCKET.outputs}${id}.out`);
    expect(got).toHaveLength(1);
    expect(await world.advance(id)).toBe('over');
  });

  it('ends when nothing is uploaded: not before an upload that began in time may have ended', async () => {
    const world = jobWorld();
    const { id } = await world.announce();
    world.clock.pass(LIMITS.uploadSeconds + LIMITS.uploadGraceSeconds - 1);
    expect(await world.advance(id)).toBe('waits');
    world.clock.pass(1);
    expect(await world.advance(id)).toBe('over');
    expect(await world.read(id)).toMatchObject({
      status: 'failed',
      error: { code: 'upload_missing', detail: expect.stringContaining('15 minutes') as string },
    });
  });

  it.each([
    ['smaller', { ...PHOTO, body: Buffer.alloc(0) }, '0 bytes of image/jpeg'],
    ['larger', { ...PHOTO, body: Buffer.from('another photograph') }, '18 bytes of image/jpeg'],
    ['of another type', { ...PHOTO, contentType: 'image/png' }, '12 bytes of image/png'],
  ])('ends when the upload is %s than announced', async (_, payload, words) => {
    const world = jobWorld();
    const { id } = await world.announce();
    world.bucket.objects.set(`${BUCKET.uploads}${id}`, payload);
    expect(await world.advance(id)).toBe('over');
    const found = await world.read(id);
    expect(found?.error).toMatchObject({ code: 'upload_invalid' });
    expect(found?.error?.detail).toContain(words);
    expect(world.asynchronous.submitted).toEqual([]);
  });

  it('ends when no answer comes: after the queue, the run, and the grace', async () => {
    const world = jobWorld();
    const id = await world.start();
    world.asynchronous.forget();
    world.clock.pass(LIMITS.jobQueuedSeconds + LIMITS.jobSeconds + LIMITS.jobGraceSeconds - 1);
    expect(await world.advance(id)).toBe('waits');
    world.clock.pass(1);
    expect(await world.advance(id)).toBe('over');
    expect((await world.read(id))?.error).toMatchObject({ code: 'job_expired' });
  });

  it('gets an answer that is there when its time is over', async () => {
    const world = jobWorld();
    const id = await world.start();
    world.clock.pass(24 * 3600);
    expect(await world.read(id)).toMatchObject({ status: 'succeeded' });
  });

  it('ends in time although the bucket cannot be read', async () => {
    const world = jobWorld();
    const id = await world.start();
    world.bucket.before.head = () => Promise.reject(unavailable());
    await expect(world.advance(id)).rejects.toThrow('down');
    expect(await world.read(id)).toMatchObject({ status: 'running' });
    world.clock.pass(LIMITS.jobQueuedSeconds + LIMITS.jobSeconds + LIMITS.jobGraceSeconds);
    expect(await world.advance(id)).toBe('over');
    expect((await world.read(id))?.error).toMatchObject({ code: 'job_expired' });
  });

  it('is submitted again when the instance that did so died; the answer is the same', async () => {
    const world = jobWorld();
    const { id } = await world.announce();
    world.upload(id);
    world.store.before.releasePrediction = () => Promise.reject(unavailable());
    await expect(world.advance(id)).rejects.toThrow('down');
    world.store.before = {};
    expect(await world.advance(id)).toBe('taken');
    world.clock.pass(LIMITS.replayLeaseSeconds);
    expect(await world.advance(id)).toBe('waits');
    expect(world.asynchronous.submitted).toEqual([id, id]);
    world.clock.pass(1000);
    expect(await world.read(id)).toMatchObject({ status: 'succeeded' });
  });

  it('is not submitted again when the lost submission has an answer', async () => {
    const world = jobWorld();
    const { id } = await world.announce();
    world.upload(id);
    world.asynchronous.scale(1);
    world.store.before.releasePrediction = () => Promise.reject(unavailable());
    await expect(world.advance(id)).rejects.toThrow('down');
    world.store.before = {};
    world.clock.pass(1000);
    expect(await world.advance(id)).toBe('over');
    expect(world.asynchronous.submitted).toEqual([id]);
    expect(await world.read(id)).toMatchObject({ status: 'succeeded' });
  });

  it('is tried again after a pause while SageMaker throttles or has no such endpoint', async () => {
    const world = jobWorld();
    const { id } = await world.announce();
    world.upload(id);
    world.asynchronous.before.submit = () => Promise.reject(throttled());
    expect(await world.advance(id)).toBe('waits');
    expect(await world.advance(id)).toBe('taken');
    world.asynchronous.before = {};
    world.asynchronous.exists = false;
    world.clock.pass(LIMITS.replayPauseSeconds.most);
    expect(await world.advance(id)).toBe('waits');
    expect(world.stored(id)).toMatchObject({ attempts: 0, pauses: 2 });
    world.asynchronous.exists = true;
    world.clock.pass(LIMITS.replayPauseSeconds.most);
    await world.advance(id);
    expect(world.asynchronous.submitted).toEqual([id]);
  });

  it('counts no attempt when a call to AWS fails, however often', async () => {
    const world = jobWorld();
    world.asynchronous.before.submit = () => Promise.reject(unavailable());
    const id = await world.start();
    for (let minute = 0; minute < 3 * LIMITS.replayAttempts; minute++) {
      world.clock.pass(LIMITS.replayPauseSeconds.most);
      expect(await world.advance(id)).toBe('waits');
    }
    world.asynchronous.before = {};
    world.clock.pass(LIMITS.replayPauseSeconds.most);
    await world.advance(id);
    expect(world.asynchronous.submitted).toEqual([id]);
  });

  it('ends when its endpoint never comes into service', async () => {
    const world = jobWorld();
    world.asynchronous.exists = false;
    const id = await world.start();
    world.clock.pass(LIMITS.jobQueuedSeconds - 1);
    expect(await world.advance(id)).toBe('waits');
    world.clock.pass(LIMITS.replayPauseSeconds.most);
    expect(await world.advance(id)).toBe('over');
    expect((await world.read(id))?.error).toMatchObject({ code: 'job_expired' });
  });

  it('ends after some tries when AWS denies a step', async () => {
    const world = jobWorld();
    const denied = new CloudError('denied', { service: 'S3', operation: 'PutObject' }, 'no');
    world.asynchronous.before.submit = () => Promise.reject(denied);
    const id = await world.start();
    for (let minute = 0; minute < LIMITS.replayAttempts; minute++) {
      world.clock.pass(LIMITS.replayPauseSeconds.most);
      await world.advance(id);
    }
    expect((await world.read(id))?.error).toMatchObject({ code: 'cloud_denied' });
  });

  it('is given up when each instance that works on it dies', async () => {
    const world = jobWorld();
    const id = await world.start();
    world.clock.pass(1000);
    world.bucket.before.get = () => Promise.reject(new Error('killed'));
    for (let death = 0; death < LIMITS.replayAttempts; death++) {
      await expect(world.advance(id)).rejects.toThrow('killed');
      world.clock.pass(LIMITS.replayLeaseSeconds);
    }
    expect(await world.advance(id)).toBe('over');
    expect((await world.read(id))?.error).toMatchObject({ code: 'replay_given_up' });
  });

  it('is not waited for by the real-time queue, and keeps its own', async () => {
    const world = jobWorld();
    await world.start();
    const now = world.clock.now();
    expect(await world.store.countQueued(world.model.name, now)).toBe(0);
    expect(await world.store.countQueued(`${world.model.name}#jobs`, now)).toBe(1);
  });

  it('gets its first instance by the alarm when it cannot be asked for', async () => {
    const world = jobWorld();
    world.asynchronous.before.request = () => Promise.reject(throttled());
    const id = await world.start();
    expect(world.lines.map(({ event }) => event)).toContain('instance_not_requested');
    expect(await world.read(id)).toMatchObject({ state: { status: 'asleep' } });
    world.asynchronous.scale(1);
    world.clock.pass(1000);
    expect(await world.read(id)).toMatchObject({ status: 'succeeded' });
  });

  it('asks for no instance when there is one', async () => {
    const world = jobWorld();
    world.asynchronous.scale(1);
    await world.start();
    expect(world.asynchronous.requested).toEqual([]);
  });
});

describe('a job that the container does not answer', () => {
  const problem = (status: number, detail: string) =>
    JSON.stringify({
      type: 'urn:pilotlight:error:model_rejected',
      title: 't',
      status,
      code: 'model_rejected',
      detail,
    });

  it.each([
    [containerError(400, problem(400, 'too dark')), 'model_rejected', 'too dark'],
    [containerError(500, problem(500, 'at line 3')), 'model_error', 'failed on this input'],
    [containerError(500, 'a trace'), 'model_error', 'failed on this input'],
    [containerError(0, 'Your invocation timed out'), 'model_timeout', 'too long'],
  ])('fails for its reason %j', async (reply, code, words) => {
    const world = jobWorld();
    world.asynchronous.answer = () => reply;
    const id = await world.start();
    world.clock.pass(1000);
    const found = await world.read(id);
    expect(found?.error).toMatchObject({ code });
    expect(found?.error?.detail).toContain(words);
    expect(steps(found)).toEqual(['accepted', 'uploaded', 'submitted']);
  });

  it.each([
    ['ClientError: Received client error (415) from model. See the logs.', 'model_rejected'],
    ['ClientError: Received server error (500) from model. See the logs.', 'model_error'],
    ['The request has expired.', 'job_expired'],
    ['Model server timed out.', 'model_timeout'],
    ['User: role is not authorized to perform: s3:GetObject on resource: input', 'cloud_denied'],
    ['Received server error (500) from primary with message "Access Denied"', 'model_error'],
    ['InternalError: something else', 'model_error'],
  ])('fails by the notification alone: %s', async (failureReason, code) => {
    const world = jobWorld();
    const id = await world.start();
    expect(await world.advance(id, { failureReason })).toBe('over');
    expect((await world.read(id))?.error).toMatchObject({ code });
  });

  it("takes the container's words from the object, and its status from the notification", async () => {
    const world = jobWorld();
    const id = await world.start();
    const body = Buffer.from('the picture is no picture');
    const failure = { body, contentType: 'text/plain' };
    world.bucket.objects.set(`${BUCKET.failures}${id}-error.out`, failure);
    const failureReason = 'ClientError: Received client error (400) from model.';
    await world.advance(id, { failureReason });
    expect((await world.read(id))?.error).toMatchObject({
      code: 'model_rejected',
      detail: 'the picture is no picture',
    });
  });

  it("finds the container's words in SageMaker's", async () => {
    const world = jobWorld();
    const id = await world.start();
    const words = problem(400, 'it says "no"');
    const text = `Received client error (400) from primary with message "${words}". See https://x in account 1 for more information.`;
    const failure = { body: Buffer.from(text), contentType: 'text/plain' };
    world.bucket.objects.set(`${BUCKET.failures}${id}-error.out`, failure);
    expect((await world.read(id))?.error).toMatchObject({
      code: 'model_rejected',
      detail: 'it says "no"',
    });
  });

  it('fails without reading a failure that is too large to be a message', async () => {
    const world = jobWorld();
    const id = await world.start();
    const key = `${BUCKET.failures}${id}-error.out`;
    const body = Buffer.alloc(LIMITS.answerBytes + 1, 'x');
    world.bucket.objects.set(key, { body, contentType: 'text/plain' });
    expect(await world.advance(id)).toBe('over');
    expect((await world.read(id))?.error).toMatchObject({ code: 'model_error' });
    expect(world.bucket.calls).not.toContain(`get ${key}`);
  });

  it('counts as answered when there is an answer, whatever an older notification says', async () => {
    const world = jobWorld();
    const id = await world.start();
    world.clock.pass(1000);
    await world.advance(id, { failureReason: 'ClientError: Received server error (500)' });
    expect(await world.read(id)).toMatchObject({ status: 'succeeded' });
  });

  it('is looked at again, not ended, when the notification of its answer is early', async () => {
    const world = jobWorld();
    const id = await world.start();
    expect(await world.advance(id, {})).toBe('waits');
  });
});
