import { createHash } from 'node:crypto';
import {
  BUCKET,
  LIMITS,
  type ModelManifest,
  type Prediction,
  type Upload,
} from '@pilotlight/contracts';
import { asyncModel, functionModel, throttled, type World } from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { testApp } from './helper.ts';
import { manifestOf } from './manifest.ts';

const MODEL = asyncModel();

const MANIFEST: ModelManifest = {
  ...manifestOf(MODEL.name),
  contentTypes: { input: ['image/jpeg', 'image/png'], output: ['image/jpeg', 'application/json'] },
};

const PHOTO = Buffer.from('a photograph');

const checksumSHA256 = createHash('sha256').update(PHOTO).digest('base64');

const ANNOUNCEMENT = { contentType: 'image/jpeg', bytes: PHOTO.length, checksumSHA256 };

/** The model's API, and its asynchronous endpoint. */
async function jobsApp(models = [MODEL]) {
  const { app, world, get, predict } = await testApp({ models, manifests: [MANIFEST] });
  const announce = (payload: unknown, model = MODEL.name, headers = {}) =>
    app.inject({
      method: 'POST',
      url: `/v1/models/${model}/uploads`,
      headers: { 'content-type': 'application/json', ...headers },
      payload: JSON.stringify(payload),
    });
  const read = async (id: string) => (await get(`/v1/predictions/${id}`)).json<Prediction>();
  const ask = (headers = {}) =>
    app.inject({
      method: 'POST',
      url: `/v1/models/${MODEL.name}/predictions`,
      headers: { 'content-type': 'image/jpeg', ...headers },
      payload: PHOTO,
    });
  return { app, world, get, predict, announce, read, ask };
}

const finish = ({ clock, asynchronous }: World) =>
  clock.pass(asynchronous.startSeconds + asynchronous.workSeconds);

describe('an upload', () => {
  it('announces the media type without spaces around it, as S3 stores it', async () => {
    const { announce } = await jobsApp();
    const response = await announce({ ...ANNOUNCEMENT, contentType: ' image/jpeg ' });
    expect(response.json()).toMatchObject({ headers: { 'content-type': 'image/jpeg' } });
  });

  it('is announced, uploaded, run and read', async () => {
    const { announce, read, world } = await jobsApp();
    const response = await announce(ANNOUNCEMENT);
    expect(response.statusCode).toBe(201);
    const upload = response.json<Upload>();
    expect(upload).toMatchObject({ method: 'PUT', headers: { 'content-type': 'image/jpeg' } });
    expect(response.headers.location).toBe(`/v1/predictions/${upload.id}`);
    const terms = world.bucket.terms.get(`${BUCKET.uploads}${upload.id}`);
    expect(terms).toMatchObject({ contentType: 'image/jpeg', bytes: PHOTO.length, checksumSHA256 });
    expect(await read(upload.id)).toMatchObject({
      status: 'queued',
      steps: [{ name: 'accepted' }],
      state: { status: 'asleep', queued: 1 },
    });
    const payload = { body: PHOTO, contentType: 'image/jpeg' };
    expect(world.bucket.upload(`${BUCKET.uploads}${upload.id}`, payload)).toBe(true);
    expect(await read(upload.id)).toMatchObject({ status: 'running' });
    finish(world);
    const done = await read(upload.id);
    expect(done).toMatchObject({ status: 'succeeded', servedBy: 'async' });
    expect(Buffer.from(done.answer?.base64 ?? '', 'base64').toString()).toBe('a photograph');
    expect(done.steps).toHaveLength(5);
  });

  it('may ask for another type of answer, and for an input type with parameters', async () => {
    const { announce, world } = await jobsApp();
    const given = { ...ANNOUNCEMENT, contentType: 'image/png; a=b', accept: 'application/json' };
    const { id } = (await announce(given)).json<Upload>();
    expect(world.store.rows.get(id)?.job).toMatchObject({
      contentType: 'image/png; a=b',
      accept: 'application/json',
    });
  });

  it.each([
    ['usual', '; a=b'],
    ['invisible', ';\n'],
    ['long', `; ${'a'.repeat(LIMITS.contentTypeCharacters)}`],
  ])(
    'may ask for another type of answer with %s parameters, which are left out',
    async (_, parameters) => {
      const { announce, world } = await jobsApp();
      const accept = `application/json${parameters}`;
      const { id } = (await announce({ ...ANNOUNCEMENT, accept })).json<Upload>();
      expect(world.store.rows.get(id)?.job).toMatchObject({ accept: 'application/json' });
    },
  );

  it.each([
    [{ contentType: 'image/gif' }, 415, 'content_type_unsupported', 'image/jpeg or image/png'],
    [{ contentType: 'image/png\n' }, 415, 'content_type_unsupported', 'visible ASCII'],
    [{ bytes: 0 }, 400, 'request_invalid', '/bytes'],
    [{ bytes: LIMITS.uploadBytes + 1 }, 400, 'request_invalid', '/bytes'],
    [{ bytes: 1.5 }, 400, 'request_invalid', '/bytes'],
    [{ checksumSHA256: 'abc' }, 400, 'request_invalid', '/checksumSHA256'],
    [{ accept: 'text/html' }, 400, 'request_invalid', '/accept'],
    [{ name: 'x.png' }, 400, 'request_invalid', '/name'],
  ])('that announces %j is refused: %d %s', async (changes, status, code, words) => {
    const { announce, world } = await jobsApp();
    const response = await announce({ ...ANNOUNCEMENT, ...changes });
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ code });
    expect(response.json<{ detail: string }>().detail).toContain(words);
    expect(world.store.rows.size).toBe(0);
  });

  it('that is not announced in JSON is refused', async () => {
    const { app, announce } = await jobsApp();
    const url = `/v1/models/${MODEL.name}/uploads`;
    const headers = { 'content-type': 'image/jpeg' };
    const raw = await app.inject({ method: 'POST', url, headers, payload: PHOTO });
    expect(raw.json()).toMatchObject({ code: 'content_type_unsupported' });
    const empty = await app.inject({ method: 'POST', url });
    expect(empty.json()).toMatchObject({ code: 'body_not_json' });
    expect((await announce([])).json()).toMatchObject({ code: 'request_invalid' });
  });

  it('of a model without an asynchronous endpoint is refused', async () => {
    const { announce } = await jobsApp([functionModel('function', 'plain') as never]);
    const response = await announce(ANNOUNCEMENT, 'plain');
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ code: 'uploads_unsupported' });
    expect((await announce(ANNOUNCEMENT, 'nobody')).json()).toMatchObject({
      code: 'model_unknown',
    });
  });

  it('is refused while too many jobs wait', async () => {
    const { announce, world } = await jobsApp();
    world.store.countQueued = async () => LIMITS.queuedPredictions;
    const response = await announce(ANNOUNCEMENT);
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ code: 'overloaded' });
    expect(world.store.rows.size).toBe(0);
  });

  it('is not accepted when the schedule cannot be enabled', async () => {
    const { announce, world, read } = await jobsApp();
    world.endpoint.before.enable = () => Promise.reject(new Error('no'));
    expect((await announce(ANNOUNCEMENT)).statusCode).toBe(500);
    const [id = ''] = world.store.rows.keys();
    expect(await read(id)).toMatchObject({ status: 'failed' });
  });
});

describe('a prediction of a model that is served asynchronously', () => {
  it('is a job, submitted at once', async () => {
    const { ask, world } = await jobsApp();
    const response = await ask();
    expect(response.statusCode).toBe(202);
    const { id, steps } = response.json<Prediction>();
    expect(steps?.map(({ name }) => name)).toEqual(['accepted', 'uploaded', 'submitted']);
    expect(response.headers.location).toBe(`/v1/predictions/${id}`);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect(world.asynchronous.submitted).toEqual([id]);
    expect(world.schedule.enabled).toBe(true);
  });

  it('is one job for one key', async () => {
    const { ask, world } = await jobsApp();
    const key = { 'idempotency-key': '"one"' };
    const [first, second] = [await ask(key), await ask(key)];
    expect(second.statusCode).toBe(202);
    expect(second.json<Prediction>().id).toBe(first.json<Prediction>().id);
    expect(world.asynchronous.submitted).toHaveLength(1);
    finish(world);
    const third = await ask(key);
    expect(third.statusCode).toBe(200);
    expect(third.headers['content-type']).toBe('image/jpeg');
    expect(third.body).toBe('a photograph');
  });

  it('may be waited for', async () => {
    const { ask, world } = await jobsApp();
    world.asynchronous.scale(1);
    finish(world);
    const response = await ask({ prefer: 'wait=20' });
    expect(response.statusCode).toBe(200);
    expect(response.body).toBe('a photograph');
    expect(response.headers['pilotlight-served-by']).toBe('async');
  });

  it('is accepted although SageMaker throttles, and submitted by a later poll', async () => {
    const { ask, world, read } = await jobsApp();
    world.asynchronous.before.submit = () => Promise.reject(throttled());
    const response = await ask();
    expect(response.statusCode).toBe(202);
    const { id, status } = response.json<Prediction>();
    expect(status).not.toBe('succeeded');
    world.asynchronous.before = {};
    world.clock.pass(LIMITS.replayPauseSeconds.most);
    expect(await read(id)).toMatchObject({ status: 'running' });
    expect(world.asynchronous.submitted).toEqual([id]);
  });
});

describe('a model that is served asynchronously', () => {
  it('is asleep, waking, then awake', async () => {
    const { app, get, world } = await jobsApp();
    const state = async () =>
      (await get(`/v1/models/${MODEL.name}`)).json<{ state: { status: string } }>().state;
    expect(await state()).toEqual({ status: 'asleep' });
    const url = `/v1/models/${MODEL.name}/wake`;
    const woken = await app.inject({ method: 'POST', url });
    expect(woken.statusCode).toBe(202);
    expect(woken.json()).toMatchObject({ status: 'waking', phase: 'creating' });
    expect(world.asynchronous.requested).toEqual([1]);
    world.clock.pass(world.asynchronous.startSeconds);
    expect(await state()).toEqual({ status: 'awake', answersFrom: 'async' });
    expect((await app.inject({ method: 'POST', url })).statusCode).toBe(200);
    expect((await get('/v1/models')).json()).toMatchObject({
      models: [{ servingMode: 'async', state: { status: 'awake' } }],
    });
  });

  it('has failed when its endpoint has, and is unknown when AWS does not tell', async () => {
    const { get, world } = await jobsApp();
    world.asynchronous.exists = false;
    const path = `/v1/models/${MODEL.name}`;
    expect((await get(path)).json()).toMatchObject({ state: { status: 'failed' } });
    world.clock.pass(LIMITS.glanceSeconds);
    world.asynchronous.before.count = () => Promise.reject(throttled());
    expect((await get(path)).json()).toMatchObject({ state: { status: 'unknown' } });
  });

  it('lets the page reach the bucket, and no other page', async () => {
    const { get } = await jobsApp();
    const { headers } = await get('/');
    expect(headers['content-security-policy']).toContain("connect-src 'self' https://bucket.test;");
    const plain = await testApp();
    const policy = (await plain.get('/')).headers['content-security-policy'];
    expect(policy).not.toContain('connect-src');
  });
});

describe('a body that is too large', () => {
  const large = 'x'.repeat(LIMITS.requestBodyBytes + 1);

  it('is refused with where to upload it', async () => {
    const { predict } = await jobsApp();
    const response = await predict(large, 'image/jpeg', MODEL);
    expect(response.statusCode).toBe(413);
    expect(response.json<{ detail: string }>().detail).toContain(
      `/v1/models/${MODEL.name}/uploads`,
    );
  });

  it('is refused with what the model takes when it has no asynchronous endpoint', async () => {
    const { predict } = await testApp();
    const response = await predict(large);
    expect(response.json<{ detail: string }>().detail).toBe(
      'The body must be at most 2900 KB. This model takes no larger inputs here.',
    );
  });
});
