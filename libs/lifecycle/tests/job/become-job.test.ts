import { LIMITS, type DeployedModel } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { describe, expect, it } from 'vitest';
import {
  predict,
  predictOnce,
  readPrediction,
  reap,
  sweepAlwaysOn,
  sweepJobs,
} from '../../src/index.ts';
import {
  asyncModel,
  containerError,
  createWorld,
  deployedModel,
  functionModel,
  serverlessModel,
} from '../../testing/index.ts';

const REQUEST = {
  body: Buffer.from('a photograph'),
  contentType: 'image/jpeg',
  accept: 'image/jpeg',
};

const { async } = asyncModel('entailment').serving;

/** The model, with an asynchronous endpoint beside what serves it. */
const beside = (model: DeployedModel): DeployedModel =>
  ({ ...model, serving: { ...model.serving, async } }) as DeployedModel;

const TIMED_OUT = { kind: 'timed-out' } as const;

function worldOf(model: DeployedModel) {
  const world = createWorld();
  const api = world.instance();
  const models = new Map([[model.name, model]]);
  return {
    ...world,
    api,
    read: (id: string) => readPrediction(api, models, id),
    async parked() {
      const found = await predict(api, model, REQUEST);
      if (found.kind !== 'parked') throw new Error('it was answered');
      return found.prediction;
    },
  };
}

describe('what is too much for its host', () => {
  it.each([
    ['too slow', TIMED_OUT],
    ['killed', containerError(0, 'Runtime.ExitError')],
    ['too large', containerError(413, 'too large')],
  ])('(%s) becomes a job by itself', async (_, reply) => {
    const world = worldOf(beside(functionModel('function')));
    world.lambda.answer = () => reply;
    const { id, steps } = await world.parked();
    expect(steps?.map(({ name }) => name)).toEqual(['accepted', 'uploaded', 'submitted']);
    world.clock.pass(1000);
    const done = await world.read(id);
    expect(done).toMatchObject({ status: 'succeeded', servedBy: 'async' });
    expect(done?.answer?.contentType).toBe('image/jpeg');
  });

  it('on an endpoint becomes a job, too, and no endpoint is woken for it', async () => {
    const model = deployedModel();
    const world = worldOf(beside(model));
    world.endpoint.put(model.serving.endpoint);
    world.endpoint.answer = () => TIMED_OUT;
    const { id } = await world.parked();
    expect(world.asynchronous.submitted).toEqual([id]);
    world.endpoint.vanish(model.serving.endpoint);
    await world.read(id);
    expect(world.endpoint.count('create')).toBe(0);
  });

  it('is refused when the model has no asynchronous endpoint', async () => {
    const world = worldOf(functionModel('function'));
    world.lambda.answer = () => TIMED_OUT;
    await expect(world.parked()).rejects.toMatchObject({ code: 'model_timeout' });
  });

  it('becomes a job when it was parked before, with the same id', async () => {
    const model = beside(functionModel('function'));
    const world = worldOf(model);
    world.lambda.answer = () => containerError(503, 'busy');
    const { id, steps } = await world.parked();
    expect(steps).toBeUndefined();
    world.lambda.answer = () => TIMED_OUT;
    world.clock.pass(60);
    await sweepAlwaysOn(world.instance(), model, world.deadline());
    expect(world.asynchronous.submitted).toEqual([id]);
    const now = world.clock.now();
    expect(await world.store.queued('entailment', now)).toEqual([]);
    world.clock.pass(1000);
    await sweepJobs(world.instance(), model, world.deadline());
    expect(await world.read(id)).toMatchObject({ status: 'succeeded', servedBy: 'async' });
  });

  it('is one job for one key', async () => {
    const model = beside(functionModel('function'));
    const world = worldOf(model);
    world.lambda.answer = () => TIMED_OUT;
    const ask = () => predictOnce(world.api, model, REQUEST, 'one');
    const [first, second] = [await ask(), await ask()];
    if (first.kind !== 'parked' || second.kind !== 'parked') throw new Error('it was answered');
    expect(second.prediction.id).toBe(first.prediction.id);
    expect(world.asynchronous.submitted).toEqual([first.prediction.id]);
    expect(world.lambda.calls).toHaveLength(1);
  });

  it('is not so while a serverless instance may still be starting', async () => {
    const world = worldOf(beside(serverlessModel()));
    world.serverless.answer = () => TIMED_OUT;
    const { id, steps } = await world.parked();
    expect(steps).toBeUndefined();
    expect(world.asynchronous.submitted).toEqual([]);
    await world.read(id);
    expect(world.asynchronous.submitted).toEqual([id]);
  });
});

describe('a change of mode', () => {
  it('makes jobs of what was parked for the mode before', async () => {
    const world = worldOf(asyncModel('entailment'));
    const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const now = world.clock.now();
    await world.store.park({ id, model: 'entailment', request: REQUEST, now });
    expect(await world.read(id)).toMatchObject({ status: 'running', steps: { length: 3 } });
    expect(world.asynchronous.submitted).toEqual([id]);
  });

  it('gives a job to the new mode, by a poll or a sweep alone', async () => {
    const before = worldOf(asyncModel('entailment'));
    const { id } = await before.parked();
    const now = functionModel('function');
    before.lambda.answer = () => ({ kind: 'answered', ...REQUEST });
    await sweepJobs(before.instance(), now, before.deadline());
    expect(before.store.rows.get(id)).not.toHaveProperty('job');
    await sweepAlwaysOn(before.instance(), now, before.deadline());
    expect(before.store.rows.get(id)).toMatchObject({ status: 'succeeded', servedBy: 'function' });
  });

  it('keeps the answer that SageMaker has written, and asks nothing again', async () => {
    const world = worldOf(asyncModel('entailment'));
    const { id } = await world.parked();
    world.clock.pass(1000);
    await sweepJobs(world.instance(), functionModel('function'), world.deadline());
    expect(world.store.rows.get(id)).toMatchObject({ status: 'succeeded', servedBy: 'async' });
    expect(world.store.rows.get(id)?.job).toHaveProperty('answeredAt');
    expect(world.lambda.calls).toEqual([]);
  });

  it('gives a job that failed on the endpoint to the new mode', async () => {
    const world = worldOf(asyncModel('entailment'));
    world.asynchronous.answer = () => containerError(500, 'the instance was stopped');
    const { id } = await world.parked();
    world.clock.pass(1000);
    await sweepJobs(world.instance(), functionModel('function'), world.deadline());
    expect(world.store.rows.get(id)).toMatchObject({ status: 'queued', queue: 'entailment' });
  });

  it('ends a job whose time is over, though the bucket cannot be read', async () => {
    const world = worldOf(asyncModel('entailment'));
    const { id } = await world.parked();
    world.clock.pass(24 * 3600);
    world.bucket.before.head = () => {
      throw new CloudError('denied', { service: 'S3', operation: 'HeadObject' }, 'denied');
    };
    await sweepJobs(world.instance(), functionModel('function'), world.deadline());
    expect(world.store.rows.get(id)).toMatchObject({ error: { code: 'job_expired' } });
  });

  it('ends a job whose input is too large for the new mode', async () => {
    const world = worldOf(asyncModel('entailment'));
    const { id } = await world.parked();
    const key = `inputs/${id}`;
    const body = { byteLength: LIMITS.invocationBodyBytes + 1 } as Uint8Array;
    world.bucket.objects.set(key, { body, contentType: 'image/jpeg' });
    await sweepJobs(world.instance(), functionModel('function'), world.deadline());
    expect(world.store.rows.get(id)).toMatchObject({ error: { code: 'model_retired' } });
  });
});

describe('the schedule', () => {
  it('stays on while a job is unfinished, whatever else serves the model, and no longer', async () => {
    const model = beside(deployedModel());
    const world = worldOf(model);
    world.endpoint.put(deployedModel().serving.endpoint);
    world.endpoint.answer = () => TIMED_OUT;
    await world.parked();
    world.endpoint.vanish(deployedModel().serving.endpoint);
    const reaper = () => reap(world.instance(), [model], { activityIntervalSeconds: 60 });
    world.clock.pass(LIMITS.queueSettleSeconds + 1);
    await reaper();
    expect(world.schedule.enabled).toBe(true);
    world.clock.pass(1000);
    await sweepJobs(world.instance(), model, world.deadline());
    await reaper();
    expect(world.schedule.enabled).toBe(false);
  });
});
