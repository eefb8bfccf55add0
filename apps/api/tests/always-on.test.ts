import {
  LIMITS,
  ModelDetail,
  parse,
  violations,
  Prediction,
  type DeployedModel,
} from '@pilotlight/contracts';
import { ENDPOINT, functionModel, serverlessModel, throttled } from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { INPUT, testApp } from './helper.ts';
import { manifestOf } from './manifest.ts';

const FUNCTION = functionModel('function');
const SERVERLESS = serverlessModel();
const AUTO = functionModel('auto');

const detail = async (model: DeployedModel) => {
  const { get, ...app } = await testApp({ models: [model] });
  const response = await get(`/v1/models/${model.name}`);
  return { ...app, get, shown: parse(ModelDetail, response.json(), 'model') };
};

describe.each([
  ['function', FUNCTION, 'lambda', 1769],
  ['serverless', SERVERLESS, 'serverless', 3072],
] as const)('a model in mode %s', (servedBy, model, host, memoryMegabytes) => {
  it('answers at once, and says so', async () => {
    const { predict, world } = await testApp({ models: [model] });
    const response = await predict(INPUT);
    expect([response.statusCode, response.json()]).toEqual([
      200,
      { model: model.name, output: { echo: { text: 'hello' } }, servedBy },
    ]);
    expect(world.endpoint.calls).toEqual([]);
  });

  it('is shown as ready, with what an answer costs, and no cost that nobody has counted', async () => {
    const { shown } = await detail(model);
    expect(shown).toMatchObject({
      servingMode: servedBy,
      state: { status: 'ready', answersFrom: servedBy },
      answerCost: { memoryMegabytes },
    });
    expect(shown).not.toHaveProperty('cost');
  });

  it('needs no wake', async () => {
    const { app } = await testApp({ models: [model] });
    const woken = await app.inject({ method: 'POST', url: `/v1/models/${model.name}/wake` });
    expect([woken.statusCode, woken.json()]).toEqual([
      200,
      { status: 'ready', answersFrom: servedBy },
    ]);
  });

  it('accepts what AWS throttles, and its id leads to the answer', async () => {
    const { predict, get, world } = await testApp({ models: [model] });
    world[host].before = () => {
      throw throttled();
    };
    const accepted = await predict(INPUT);
    expect(accepted.statusCode).toBe(202);
    expect(violations(Prediction, accepted.json())).toEqual([]);
    expect(Number(accepted.headers['retry-after'])).toBe(LIMITS.retryAfterSeconds.least);
    world[host].before = undefined;
    const found = await get(String(accepted.headers.location));
    expect(found.json()).toMatchObject({ status: 'succeeded', servedBy });
  });

  it('says in a header who gave an answer that is not JSON', async () => {
    const contentTypes = { output: ['text/csv'] };
    const manifests = [{ ...manifestOf(model.name), contentTypes }];
    const { predict, world } = await testApp({ models: [model], manifests });
    world[host].answer = () => ({
      kind: 'answered',
      body: Buffer.from('a,b'),
      contentType: 'text/csv',
    });
    const response = await predict(INPUT);
    expect([response.body, response.headers['pilotlight-served-by']]).toEqual(['a,b', servedBy]);
  });
});

describe('a model in mode auto', () => {
  it('shows that its function answers while the endpoint sleeps', async () => {
    const { shown } = await detail(AUTO);
    expect(shown).toMatchObject({
      servingMode: 'auto',
      state: { status: 'asleep', answersFrom: 'function' },
      cost: { awakeSeconds: 0 },
      answerCost: { memoryMegabytes: 1769 },
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
