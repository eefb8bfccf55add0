import {
  LIMITS,
  ModelDetail,
  OPERATIONS,
  parse,
  Prediction,
  Problem,
  violations,
  type Operation,
} from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { sweep } from '@pilotlight/lifecycle';
import {
  answered,
  containerError,
  denied,
  deployedEndpoint,
  deployedModel,
  ENDPOINT,
  MODEL,
} from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { INPUT, testApp } from './helper.ts';

describe('a prediction', () => {
  it('of an awake model is answered by one call to AWS', async () => {
    const { world, predict } = await testApp();
    world.endpoint.put(ENDPOINT);
    const response = await predict(INPUT);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      model: MODEL.name,
      output: { echo: { text: 'hello' } },
      servedBy: 'endpoint',
    });
    expect(world.endpoint.calls).toEqual(['invoke']);
  });

  it('of a sleeping model is accepted, and its id leads to the answer', async () => {
    const { world, predict, get } = await testApp();
    const accepted = await predict(INPUT);
    expect(accepted.statusCode).toBe(202);
    const parked = parse(Prediction, accepted.json(), 'prediction');
    expect(parked).toMatchObject({
      status: 'queued',
      state: { status: 'waking', phase: 'creating' },
    });
    expect(accepted.headers.location).toBe(`/v1/predictions/${parked.id}`);
    expect(Number(accepted.headers['retry-after'])).toBe(LIMITS.retryAfterSeconds.most);

    const waiting = await get(String(accepted.headers.location));
    expect(waiting.json()).toMatchObject({ status: 'queued' });
    expect(Number(waiting.headers['retry-after'])).toBeGreaterThan(0);

    world.clock.pass(world.endpoint.creationSeconds);
    const answered = await get(String(accepted.headers.location));
    expect(answered.json()).toMatchObject({
      id: parked.id,
      status: 'succeeded',
      output: { echo: { text: 'hello' } },
    });
    expect(answered.headers['retry-after']).toBeUndefined();
    expect(violations(Prediction, answered.json())).toEqual([]);
  });

  it('of a model that could not be started fails with the reason', async () => {
    const { world, predict, get } = await testApp();
    world.endpoint.failure = 'did not pass the ping health check';
    const { location } = (await predict(INPUT)).headers;
    for (let minute = 0; minute < 30; minute++) {
      world.clock.pass(60);
      await get(String(location));
    }
    expect((await get(String(location))).json()).toMatchObject({
      status: 'failed',
      error: { code: 'endpoint_failed', detail: 'did not pass the ping health check' },
    });
    expect((await get(`/v1/models/${MODEL.name}`)).json()).toMatchObject({
      state: { status: 'failed', reason: 'did not pass the ping health check' },
    });
  });
});

describe('an invalid request', () => {
  it.each([
    ['{}', '/text', 'is missing; must be a string of 1 to 20 characters'],
    ['{"text":""}', '/text', 'is empty; must be a string of 1 to 20 characters'],
    [
      `{"text":"${'x'.repeat(21)}"}`,
      '/text',
      'is too long; must be a string of 1 to 20 characters',
    ],
    ['{"text":3}', '/text', 'is 3; must be a string of 1 to 20 characters'],
    ['{"text":"a","more":1}', '/more', 'is an unknown property; the properties are text'],
    ['[]', '', 'is an array; must be an object with the properties text'],
    ['null', '', 'is null; must be an object with the properties text'],
  ])('with the input %s is told what is wrong and where', async (body, pointer, detail) => {
    const { world, predict } = await testApp();
    const response = await predict(body);
    expect(response.statusCode).toBe(422);
    expect(response.headers['content-type']).toMatch('application/problem+json');
    expect(response.json()).toMatchObject({ code: 'input_invalid', errors: [{ pointer, detail }] });
    expect(response.json<{ detail: string }>().detail).toContain(detail);
    expect(world.endpoint.calls).toEqual([]);
  });

  it.each([
    ['', 'application/json', 400, 'body_not_json'],
    ['   ', 'application/json', 400, 'body_not_json'],
    ['{"text":', 'application/json', 400, 'body_not_json'],
    [Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400, 'body_not_utf8'],
    [INPUT, 'text/plain', 415, 'content_type_unsupported'],
    [INPUT, 'application/json; charset=latin1', 415, 'content_type_unsupported'],
    ['x'.repeat(10 * 1024 * 1024), 'application/json', 413, 'body_too_large'],
  ])('with the body %.20s as %s is answered %d %s', async (body, type, status, code) => {
    const { world, predict } = await testApp();
    const response = await predict(body, type);
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ code, status, type: `urn:pilotlight:error:${code}` });
    expect(world.endpoint.calls).toEqual([]);
  });

  it('without a body is answered like one with an empty body', async () => {
    const { app } = await testApp();
    const response = await app.inject({
      method: 'POST',
      url: `/v1/models/${MODEL.name}/predictions`,
    });
    expect(response.json()).toMatchObject({ code: 'body_not_json' });
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
  ])('is not one with the content type %s', async (type) => {
    const { predict } = await testApp();
    expect((await predict(INPUT, type)).statusCode).toBe(202);
  });

  it.each([
    ['GET', '/v1/models/other', 404, 'model_unknown'],
    ['GET', '/v1/models/..%2fsecret', 404, 'model_unknown'],
    ['POST', '/v1/models/other/predictions', 404, 'model_unknown'],
    ['POST', '/v1/models/other/wake', 404, 'model_unknown'],
    ['GET', '/v1/predictions/01ARZ3NDEKTSV4RRFFQ69G5FAV', 404, 'prediction_unknown'],
    ['GET', '/v1/predictions/nonsense', 404, 'prediction_unknown'],
    ['GET', `/v1/predictions/${'x'.repeat(9000)}`, 404, 'prediction_unknown'],
    ['GET', `/v1/models/${'x'.repeat(9000)}`, 404, 'model_unknown'],
    ['GET', '/nowhere', 404, 'route_unknown'],
    ['DELETE', '/v1/nowhere', 404, 'route_unknown'],
    ['GET', '/v1/models/%zz', 400, 'request_invalid'],
    ['GET', '/assets/../../package.json', 404, 'route_unknown'],
  ] as const)('%s %s is answered %d %s', async (method, url, status, code) => {
    const { app } = await testApp();
    const response = await app.inject({ method, url });
    expect(response.json()).toMatchObject({ code });
    expect(response.statusCode).toBe(status);
    expect(response.body).not.toMatch(/x{101}|FST_ERR|url component/);
    expect(response.headers['x-content-type-options']).toBe('nosniff');
  });

  it('with a malformed id never reaches the table', async () => {
    const { world, get } = await testApp();
    await get('/v1/predictions/nonsense');
    expect(world.store.calls).toEqual([]);
  });
});

describe('a failure on our side', () => {
  const SECRET =
    'User: arn:aws:sts::123456789012:assumed-role/api is not authorized to perform: sagemaker:X';

  it("because of a missing permission is answered in general words; AWS's message is in the log", async () => {
    const { world, predict } = await testApp();
    world.endpoint.before.invoke = () => {
      throw new CloudError('denied', { service: 'SageMaker', operation: 'InvokeEndpoint' }, SECRET);
    };
    const response = await predict(INPUT);
    expect(response.statusCode).toBe(500);
    expect(response.json()).toMatchObject({
      code: 'cloud_denied',
      detail: expect.stringContaining('not permitted to call SageMaker (InvokeEndpoint)') as string,
    });
    expect(response.body).not.toContain('arn:aws');
    expect(world.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'request_failed',
        code: 'cloud_denied',
        requestId: response.json<{ requestId: string }>().requestId,
        cause: expect.stringContaining(SECRET) as string,
      }),
    );
  });

  it.each([
    ['DescribeEndpoint', 'describe'],
    ['EnableRule', 'enable'],
  ] as const)(
    'because %s is denied is reported to the caller of a sleeping model',
    async (operation, call) => {
      const { world, predict } = await testApp();
      world.endpoint.before[call] = () => {
        throw denied(operation);
      };
      const response = await predict(INPUT);
      expect(response.statusCode).toBe(500);
      expect(response.json()).toMatchObject({ code: 'cloud_denied' });
    },
  );

  it('because CreateEndpoint is denied fails queued predictions, once IAM has had time to settle', async () => {
    const { world, predict, get } = await testApp();
    world.endpoint.before.create = () => {
      throw denied('CreateEndpoint');
    };
    const { location } = (await predict(INPUT)).headers;
    for (let minute = 0; minute < 10; minute++) {
      world.clock.pass(60);
      await get(String(location));
    }
    expect((await get(String(location))).json()).toMatchObject({
      status: 'failed',
      error: { code: 'cloud_denied' },
    });
  });

  it('that is transient says when to retry', async () => {
    const { world, predict } = await testApp();
    world.endpoint.before.invoke = () => {
      throw new CloudError('throttled', { service: 'SageMaker', operation: 'InvokeEndpoint' }, 'x');
    };
    const response = await predict(INPUT);
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ code: 'cloud_throttled' });
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  });

  it("of a busy container passes on the container's Retry-After", async () => {
    const { world, predict } = await testApp();
    world.endpoint.put(ENDPOINT);
    const document = { type: 't', title: 't', status: 503, code: 'overloaded', detail: 'd' };
    const message = JSON.stringify({ ...document, retryAfterSeconds: 23 });
    world.endpoint.answer = () => containerError(503, message);
    const response = await predict(INPUT);
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ code: 'overloaded' });
    expect(response.headers['retry-after']).toBe('23');
  });

  it('of a throttled DescribeEndpoint still lists and shows the models, with an unknown state', async () => {
    const { world, get } = await testApp();
    world.endpoint.before.describe = () => {
      throw new CloudError('throttled', { service: 'SageMaker', operation: 'X' }, 'Rate exceeded');
    };
    const list = await get('/v1/models');
    expect(list.statusCode).toBe(200);
    expect(list.json()).toMatchObject({
      models: [{ name: MODEL.name, state: { status: 'unknown' } }],
    });
    const model = await get(`/v1/models/${MODEL.name}`);
    expect(model.statusCode).toBe(200);
    expect(parse(ModelDetail, model.json(), 'model')).toMatchObject({
      name: MODEL.name,
      state: { status: 'unknown' },
      input: expect.anything() as unknown,
    });
  });

  it('of a failed wake says in header and body when the model may be woken again', async () => {
    const { world, predict } = await testApp();
    world.endpoint.failure = 'did not pass the ping health check';
    await predict(INPUT);
    while (world.store.wakes.get(ENDPOINT.key)?.record.status === 'open') {
      world.clock.pass(60);
      await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline());
    }
    const response = await predict(INPUT);
    expect(response.statusCode).toBe(503);
    const seconds = LIMITS.failedRestSeconds.least;
    expect(response.headers['retry-after']).toBe(String(seconds));
    expect(response.json()).toMatchObject({ code: 'endpoint_failed', retryAfterSeconds: seconds });
  });

  it('that was not expected reveals no internals', async () => {
    const { world, predict } = await testApp();
    world.endpoint.before.invoke = () => {
      throw new TypeError('secret of /var/task/index.mjs');
    };
    const response = await predict(INPUT);
    expect(response.statusCode).toBe(500);
    expect(response.json()).toMatchObject({ code: 'internal' });
    expect(response.body).not.toContain('secret');
    expect(world.lines).toContainEqual(
      expect.objectContaining({ cause: 'TypeError: secret of /var/task/index.mjs' }),
    );
  });
});

describe('the awake hours of a day', () => {
  it('once used up, refuse with 429, the time of the reset, and Retry-After', async () => {
    const { app, world, predict, get } = await testApp({ ceilingSeconds: 600 });
    await predict(INPUT);
    world.clock.pass(600);
    await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline());
    world.endpoint.vanish(ENDPOINT);
    const left = (Date.UTC(2026, 0, 2) - world.clock.now()) / 1000;
    const wake = () => app.inject({ method: 'POST', url: `/v1/models/${MODEL.name}/wake` });
    for (const response of [await predict(INPUT), await wake()]) {
      expect(response.statusCode).toBe(429);
      expect(response.headers['retry-after']).toBe(String(left));
      expect(response.json()).toMatchObject({
        code: 'awake_ceiling',
        detail: expect.stringMatching(/awakeHoursPerDay.* 2026-01-02 00:00 UTC/) as string,
      });
    }
    expect((await get(`/v1/models/${MODEL.name}`)).json()).toMatchObject({
      state: { status: 'asleep' },
      cost: { today: { awakeSeconds: 600, ceilingSeconds: 600 } },
    });
    world.clock.pass(left);
    expect((await predict(INPUT)).statusCode).toBe(202);
  });
});

describe('the models', () => {
  it('show their cost, with a single DescribeEndpoint', async () => {
    const { get, world } = await testApp();
    world.endpoint.put(ENDPOINT);
    world.clock.pass(3600);
    const model = (await get(`/v1/models/${MODEL.name}`)).json();
    expect(violations(ModelDetail, model)).toEqual([]);
    expect(model).toMatchObject({
      cost: { awakeSeconds: 3600, instanceType: 'ml.m5.large', costUsd: 0.115, savedUsd: 0 },
    });
    expect(world.endpoint.count('describe')).toBe(1);
  });

  it('are shown without their cost when it cannot be read', async () => {
    const { get, world } = await testApp();
    world.ledgers.before.readLedgers = () => {
      throw denied('Query');
    };
    const response = await get(`/v1/models/${MODEL.name}`);
    expect(response.statusCode).toBe(200);
    expect(response.json()).not.toHaveProperty('cost');
  });

  it('are polled with one shared DescribeEndpoint by simultaneous callers', async () => {
    const { get, world } = await testApp();
    await Promise.all(Array.from({ length: 10 }, () => get(`/v1/models/${MODEL.name}`)));
    expect(world.endpoint.count('describe')).toBe(1);
    world.clock.pass(LIMITS.glanceSeconds);
    await get(`/v1/models/${MODEL.name}`);
    expect(world.endpoint.count('describe')).toBe(2);
  });

  it('are listed with their states', async () => {
    const { get } = await testApp();
    const response = await get('/v1/models');
    expect(response.json()).toEqual({
      models: [
        {
          name: MODEL.name,
          title: 'A model',
          description: 'for tests',
          version: '1.2.3',
          task: 'echo',
          servingMode: 'realtime',
          state: { status: 'asleep' },
        },
      ],
    });
  });

  it('can be woken without a prediction: accepted, then awake', async () => {
    const { app, world } = await testApp();
    const wake = (headers = {}) =>
      app.inject({ method: 'POST', url: `/v1/models/${MODEL.name}/wake`, headers });
    const accepted = await wake({ 'content-type': 'application/json' });
    expect(accepted.statusCode).toBe(202);
    expect(accepted.json()).toMatchObject({ status: 'waking', phase: 'creating' });
    expect(accepted.headers['retry-after']).toBeDefined();
    await wake();
    expect(world.endpoint.count('create')).toBe(1);
    world.clock.pass(world.endpoint.creationSeconds);
    const awake = await wake();
    expect(awake.statusCode).toBe(200);
    expect(awake.json()).toMatchObject({ status: 'awake' });
  });
});

describe('two models on one shared endpoint', () => {
  const endpoint = deployedEndpoint('shared', { models: ['one', 'two'] });
  const models = [deployedModel('one', endpoint), deployedModel('two', endpoint)];
  const [one, two] = models;

  const statesIn = (list: { models: { name: string; state: unknown }[] }) =>
    list.models.map(({ name, state }) => [name, state]);

  it('are listed as they are: woken by either, awake and asleep together', async () => {
    const { get, world, predict } = await testApp({ models });
    const states = async () => statesIn((await get('/v1/models')).json());
    expect(await states()).toEqual([
      ['one', { status: 'asleep' }],
      ['two', { status: 'asleep' }],
    ]);

    expect((await predict(INPUT, undefined, two)).statusCode).toBe(202);
    const waking = expect.objectContaining({ status: 'waking', queued: 1 }) as unknown;
    expect(await states()).toEqual([
      ['one', waking],
      ['two', waking],
    ]);
    expect((await predict(INPUT, undefined, one)).statusCode).toBe(202);
    expect(world.endpoint.count('create')).toBe(1);

    world.clock.pass(world.endpoint.creationSeconds);
    await sweep(world.instance(), endpoint, models, world.deadline());
    world.clock.pass(LIMITS.glanceSeconds);
    const awake = expect.objectContaining({ status: 'awake' }) as unknown;
    expect(await states()).toEqual([
      ['one', awake],
      ['two', awake],
    ]);

    world.endpoint.vanish(endpoint);
    world.clock.pass(LIMITS.glanceSeconds);
    const asleep = expect.objectContaining({ status: 'asleep' }) as unknown;
    expect(await states()).toEqual([
      ['one', asleep],
      ['two', asleep],
    ]);
  });

  it("are shown with their own manifest, and the endpoint's state and cost", async () => {
    const { get, world } = await testApp({ models });
    world.endpoint.put(endpoint);
    world.clock.pass(3600);
    for (const name of ['one', 'two']) {
      const detail = (await get(`/v1/models/${name}`)).json();
      expect(violations(ModelDetail, detail)).toEqual([]);
      expect(detail).toMatchObject({
        name,
        servingMode: 'realtime',
        state: { status: 'awake' },
        cost: { awakeSeconds: 3600, costUsd: 0.115, today: { awakeSeconds: 3600 } },
      });
    }
    expect(world.endpoint.count('describe')).toBe(1);
  });

  it('answer their own predictions: each id leads to the answer of its model', async () => {
    const { get, world, predict } = await testApp({ models });
    world.endpoint.answer = (_, model) => answered({ by: model });
    const locations = [
      (await predict(INPUT, undefined, one)).headers.location,
      (await predict(INPUT, undefined, two)).headers.location,
    ];
    world.clock.pass(world.endpoint.creationSeconds);
    for (const [index, model] of ['one', 'two'].entries()) {
      expect((await get(String(locations[index]))).json()).toMatchObject({
        status: 'succeeded',
        model,
        output: { by: model },
      });
    }
  });
});

it('answers each operation with what its schema describes', async () => {
  const { app, world } = await testApp();
  const parked = await app.inject({
    method: 'POST',
    url: `/v1/models/${MODEL.name}/predictions`,
    headers: { 'content-type': 'application/json' },
    payload: INPUT,
  });
  const { id } = parked.json<{ id: string }>();
  for (const seconds of [0, world.endpoint.creationSeconds]) {
    world.clock.pass(seconds);
    for (const { method, path, body, responses } of Object.values<Operation>(OPERATIONS)) {
      const response = await app.inject({
        method,
        url: path.replace('{model}', MODEL.name).replace('{id}', id),
        ...(body ? { headers: { 'content-type': 'application/json' }, payload: INPUT } : {}),
      });
      const { statusCode } = response;
      // This model takes no uploads.
      const schema = path.endsWith('/uploads') ? Problem : responses[statusCode];
      expect(schema, `${method} ${path} ${statusCode}`).toBeDefined();
      if (schema) expect(violations(schema, response.json())).toEqual([]);
    }
  }
});
