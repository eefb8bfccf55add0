import {
  LIMITS,
  ModelDetail,
  parse,
  violations,
  Prediction,
  type DeployedModel,
} from '@pilotlight/contracts';
import { ENDPOINT, functionModel, throttled } from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { INPUT, testApp } from './helper.ts';
import { manifestOf } from './manifest.ts';

const ALONE = functionModel('function');
const AUTO = functionModel('auto');

const detail = async (model: DeployedModel) => {
  const { get, ...app } = await testApp({ models: [model] });
  const response = await get(`/v1/models/${model.name}`);
  return { ...app, get, shown: parse(ModelDetail, response.json(), 'model') };
};

describe('a model that a function serves', () => {
  it('answers at once, and says so', async () => {
    const { predict, world } = await testApp({ models: [ALONE] });
    const response = await predict(INPUT);
    expect([response.statusCode, response.json()]).toEqual([
      200,
      { model: ALONE.name, output: { echo: { text: 'hello' } }, servedBy: 'function' },
    ]);
    expect(world.endpoint.calls).toEqual([]);
  });

  it('is shown as ready, without a cost that nobody has counted', async () => {
    const { shown } = await detail(ALONE);
    expect(shown).toMatchObject({
      servingMode: 'function',
      state: { status: 'ready', answersFrom: 'function' },
    });
    expect(shown).not.toHaveProperty('cost');
  });

  it('needs no wake', async () => {
    const { app } = await testApp({ models: [ALONE] });
    const woken = await app.inject({ method: 'POST', url: `/v1/models/${ALONE.name}/wake` });
    expect([woken.statusCode, woken.json()]).toEqual([
      200,
      { status: 'ready', answersFrom: 'function' },
    ]);
  });

  it('accepts what Lambda throttles, and its id leads to the answer', async () => {
    const { predict, get, world } = await testApp({ models: [ALONE] });
    world.lambda.before = () => {
      throw throttled();
    };
    const accepted = await predict(INPUT);
    expect(accepted.statusCode).toBe(202);
    expect(violations(Prediction, accepted.json())).toEqual([]);
    expect(Number(accepted.headers['retry-after'])).toBe(LIMITS.retryAfterSeconds.least);
    world.lambda.before = undefined;
    const found = await get(String(accepted.headers.location));
    expect(found.json()).toMatchObject({ status: 'succeeded', servedBy: 'function' });
  });

  it('says in a header who gave an answer that is not JSON', async () => {
    const contentTypes = { output: ['text/csv'] };
    const manifests = [{ ...manifestOf(ALONE.name), contentTypes }];
    const { predict, world } = await testApp({ models: [ALONE], manifests });
    world.lambda.answer = () => ({
      kind: 'answered',
      body: Buffer.from('a,b'),
      contentType: 'text/csv',
    });
    const response = await predict(INPUT);
    expect([response.body, response.headers['pilotlight-served-by']]).toEqual(['a,b', 'function']);
  });
});

describe('a model in mode auto', () => {
  it('shows that its function answers while the endpoint sleeps', async () => {
    const { shown } = await detail(AUTO);
    expect(shown).toMatchObject({
      servingMode: 'auto',
      state: { status: 'asleep', answersFrom: 'function' },
      cost: { awakeSeconds: 0 },
    });
  });

  it('can be woken by hand, and is then answered by the endpoint', async () => {
    const { app, world, predict } = await testApp({ models: [AUTO] });
    const woken = await app.inject({ method: 'POST', url: `/v1/models/${AUTO.name}/wake` });
    expect([woken.statusCode, woken.json()]).toMatchObject([
      202,
      { status: 'waking', answersFrom: 'function' },
    ]);
    expect((await predict(INPUT)).json()).toMatchObject({ servedBy: 'function' });
    world.clock.pass(world.endpoint.creationSeconds);
    await predict(INPUT);
    expect((await predict(INPUT)).json()).toMatchObject({ servedBy: 'endpoint' });
    world.endpoint.vanish(ENDPOINT);
    expect((await predict(INPUT)).json()).toMatchObject({ servedBy: 'function' });
  });
});
