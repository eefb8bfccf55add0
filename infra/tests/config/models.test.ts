import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/stack-config.ts';

/** The models of a stack with these settings. */
const read = (models: unknown, config: Record<string, string> = {}, stack = 'dev') =>
  parseConfig({ 'pilotlight:models': JSON.stringify(models), ...config }, stack).models;

const STACK = { instanceType: 'ml.t2.medium', instanceCount: 1, idleMinutes: 40 };

const model = (name: string, settings = {}) => ({ endpoint: 'own', ...STACK, ...settings, name });

describe('the key models', () => {
  test('as a list is the shorthand for models without settings of their own', () => {
    const names = ['entailment', 'digits'];
    expect(read(names)).toEqual([model('entailment'), model('digits')]);
    expect(read({ entailment: {}, digits: {} })).toEqual(read(names));
  });

  test('takes a model with nothing after its colon, which is null in YAML', () => {
    expect(read({ entailment: null })).toEqual([model('entailment')]);
  });

  test('sets what a model does not share with the rest of the stack', () => {
    const config = { 'pilotlight:idleMinutes': '20', 'pilotlight:instanceType': 'ml.c5.large' };
    const digits = { serving: 'realtime', endpoint: 'own', instanceCount: 2, idleMinutes: 0.5 };
    expect(read({ entailment: {}, digits }, config)).toEqual([
      model('entailment', { instanceType: 'ml.c5.large', idleMinutes: 20 }),
      model('digits', {
        ...{ serving: 'realtime', instanceType: 'ml.c5.large', instanceCount: 2, idleMinutes: 0.5 },
      }),
    ]);
  });

  test('sets what serves a model, and leaves open what its bundle decides', () => {
    const models = {
      entailment: { serving: 'auto', memoryMegabytes: 3008 },
      digits: { serving: 'function', modelFrom: 'efs' },
      sentiment: { whileWaking: 'park' },
    };
    expect(read(models)).toEqual([
      model('entailment', { serving: 'auto', memoryMegabytes: 3008 }),
      model('digits', { serving: 'function', modelFrom: 'efs' }),
      model('sentiment', { whileWaking: 'park' }),
    ]);
  });

  test('gives a model on the shared endpoint the settings of the stack', () => {
    const models = { entailment: { serving: 'auto', endpoint: 'shared' } };
    expect(read(models, { 'pilotlight:idleMinutes': '20' })).toEqual([
      model('entailment', { serving: 'auto', endpoint: 'shared', idleMinutes: 20 }),
    ]);
  });

  test('has no upper limit of models', () => {
    const names = Array.from({ length: 200 }, (_, index) => `model-${index}`);
    expect(read(names)).toHaveLength(200);
  });

  test('lists every mistake of every model at once, with those of the other keys', () => {
    const models = {
      entailment: { idleMinutes: 'forty', instanceType: 'm5.large', instanceCount: 0 },
      digits: { serving: 'batch', memoryMegabytes: 0, workers: 5, endpoint: 'its-own' },
      sentiment: { endpoint: 'shared', idleMinutes: 5, instanceCount: 2 },
      Paraphrase: {},
      shared: {},
      unicorn: 'ml.m5.large',
      [`long-${'m'.repeat(27)}`]: { idleMinutes: 0 },
    };
    const config = { 'pilotlight:logRetentionDays': '31' };
    const keys =
      'serving, whileWaking, modelFrom, memoryMegabytes, maxConcurrency, provisionedConcurrency, maxInstances, largeInputs, endpoint, instanceType, instanceCount, idleMinutes';
    const long = `long-${'m'.repeat(27)}`;
    const stack = 'alongerstack';
    expect(() => read(models, config, stack)).toThrowError(
      [
        `The configuration of stack ${stack} has 15 mistakes:`,
        '  pilotlight:logRetentionDays is "31", must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
        '  pilotlight:models.entailment.idleMinutes is "forty", must be a number of minutes from 0.1 to 10080',
        '  pilotlight:models.entailment.instanceType is "m5.large", must be a SageMaker instance type with an x86-64 processor, such as ml.m5.large',
        '  pilotlight:models.entailment.instanceCount is 0, must be an integer from 1 to 10',
        '  pilotlight:models.digits.serving is "batch", must be realtime, function, auto, serverless or async',
        '  pilotlight:models.digits.memoryMegabytes is 0, must be an integer of megabytes from 128 to 10240',
        `  pilotlight:models.digits.workers is 5, but is not a known key: the keys are ${keys}`,
        '  pilotlight:models.digits.endpoint is "its-own", must be own or shared',
        "  pilotlight:models.sentiment.instanceCount is set, but the model's endpoint is shared: set pilotlight:instanceCount for the whole stack instead",
        "  pilotlight:models.sentiment.idleMinutes is set, but the model's endpoint is shared: set pilotlight:idleMinutes for the whole stack instead",
        '  pilotlight:models.Paraphrase must be the name of a model: 1 to 32 lower-case letters, digits and single hyphens',
        '  pilotlight:models.shared is the name of the shared endpoint, must be another name',
        `  pilotlight:models.unicorn is "ml.m5.large", must be an object of ${keys}`,
        `  pilotlight:models.${long} makes the endpoint's name "pilotlight-${stack}-${long}", must be at most 55 characters: use a shorter stack or model name`,
        `  pilotlight:models.${long}.idleMinutes is 0, must be a number of minutes from 0.1 to 10080`,
      ].join('\n'),
    );
  });

  test('refuses a model called shared in the shorthand, too', () => {
    expect(() => read(['entailment', 'shared'])).toThrowError(
      'has 1 mistake:\n  pilotlight:models.shared is the name of the shared endpoint',
    );
  });

  test.each([[[]], ['ml.m5.large'], [7], [true]])(
    'refuses %j as the settings of a model',
    (settings) => {
      expect(() => read({ entailment: settings })).toThrowError(
        `has 1 mistake:\n  pilotlight:models.entailment is ${JSON.stringify(settings)}, must be an object`,
      );
    },
  );

  test("refuses an endpoint's name that is too long, in the longest stack that still fits", () => {
    const models = ['entailment', 'm'.repeat(32)];
    expect(() => read(models, {}, 's'.repeat(12))).toThrowError(
      `has 1 mistake:\n  pilotlight:models.${'m'.repeat(32)} makes the endpoint's name`,
    );
    expect(read(models, {}, 's'.repeat(11))).toHaveLength(2);
  });

  test('takes a long name on the shared endpoint, whose own name is short', () => {
    const models = { ['m'.repeat(32)]: { endpoint: 'shared' } };
    expect(read(models, {}, 's'.repeat(30))).toMatchObject([{ endpoint: 'shared' }]);
  });

  test.each([
    [{ serving: 'function', idleMinutes: 5 }, 'idleMinutes', 'the model has no endpoint'],
    [{ serving: 'function', instanceType: 'ml.m5.large' }, 'instanceType', 'has no endpoint'],
    [{ serving: 'function', endpoint: 'shared' }, 'endpoint', 'the model has no endpoint'],
    [{ serving: 'function', whileWaking: 'park' }, 'whileWaking', 'the model has no endpoint'],
    [{ serving: 'auto', whileWaking: 'function' }, 'whileWaking', 'the function always answers'],
    [{ whileWaking: 'park', modelFrom: 'efs' }, 'modelFrom', 'the model has no function'],
    [
      { serving: 'realtime', whileWaking: 'park', memoryMegabytes: 2048 },
      'memoryMegabytes',
      'the model has no function',
    ],
    [{ serving: 'serverless', idleMinutes: 5 }, 'idleMinutes', 'nothing wakes it'],
    [{ serving: 'serverless', instanceType: 'ml.m5.large' }, 'instanceType', 'has no instances'],
    [{ serving: 'serverless', endpoint: 'own' }, 'endpoint', 'nothing wakes it'],
    [{ serving: 'serverless', whileWaking: 'park' }, 'whileWaking', 'nothing wakes it'],
    [{ serving: 'serverless', modelFrom: 'efs' }, 'modelFrom', 'the model has no instances'],
    [{ serving: 'serverless', maxInstances: 2 }, 'maxInstances', 'no asynchronous endpoint'],
    [{ serving: 'async', idleMinutes: 5 }, 'idleMinutes', 'every request is a job'],
    [{ serving: 'async', instanceCount: 2 }, 'instanceCount', 'come and go by themselves'],
    [{ serving: 'async', endpoint: 'shared' }, 'endpoint', 'every request is a job'],
    [{ serving: 'async', whileWaking: 'function' }, 'whileWaking', 'every request is a job'],
    [{ serving: 'async', modelFrom: 'image' }, 'modelFrom', 'every request is a job'],
    [{ serving: 'async', memoryMegabytes: 1024 }, 'memoryMegabytes', 'every request is a job'],
    [{ serving: 'async', largeInputs: 'async' }, 'largeInputs', 'takes them anyway'],
    [{ serving: 'async', maxConcurrency: 2 }, 'maxConcurrency', 'no serverless endpoint'],
    [{ maxConcurrency: 2 }, 'maxConcurrency', 'no serverless endpoint'],
    [{ serving: 'auto', provisionedConcurrency: 1 }, 'provisionedConcurrency', 'no serverless'],
    [{ serving: 'realtime', maxInstances: 2 }, 'maxInstances', 'set .* `largeInputs: async`'],
  ])('refuses %j: the key %s, because %s', (settings, key, why) => {
    expect(() => read({ entailment: settings })).toThrowError(
      new RegExp(`has 1 mistake:\\n  pilotlight:models\\.entailment\\.${key} is set, but .*${why}`),
    );
  });

  test.each([
    [
      { serving: 'serverless', memoryMegabytes: 1769 },
      'memoryMegabytes is 1769, must be one of 1024, 2048, 3072, 4096, 5120, 6144 with `serving: serverless`',
    ],
    [
      { serving: 'serverless', maxConcurrency: 2, provisionedConcurrency: 3 },
      'provisionedConcurrency is 3, must be at most maxConcurrency, which is 2',
    ],
    [
      { serving: 'serverless', provisionedConcurrency: 6 },
      'provisionedConcurrency is 6, must be at most maxConcurrency, which is 5',
    ],
    [{ serving: 'serverless', maxConcurrency: 201 }, 'maxConcurrency is 201, must be an integer'],
    [
      { serving: 'async', instanceType: 'ml.t2.medium' },
      'instanceType is "ml.t2.medium", must not be burstable with `serving: async`',
    ],
    [{ serving: 'async', maxInstances: 11 }, 'maxInstances is 11, must be an integer from 1 to 10'],
    [{ largeInputs: 'refuse' }, 'largeInputs is "refuse", must be async, or left out'],
  ])('refuses %j: %s', (settings, mistake) => {
    expect(() => read({ entailment: settings })).toThrowError(
      `has 1 mistake:\n  pilotlight:models.entailment.${mistake}`,
    );
  });

  test('takes an asynchronous endpoint beside any other mode, with an instance type for it', () => {
    const settings = { largeInputs: 'async', instanceType: 'ml.c5.large', maxInstances: 2 };
    const modes = ['function', 'serverless', 'auto', 'realtime'];
    for (const serving of modes) {
      expect(read({ entailment: { serving, ...settings } })).toMatchObject([settings]);
    }
  });

  test('limits what all serverless endpoints answer at once, which a region does', () => {
    const models = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `model-${index}`,
          { serving: 'serverless', maxConcurrency: 200 },
        ]),
      );
    expect(read(models(5))).toHaveLength(5);
    expect(() => read({ ...models(5), another: { serving: 'serverless' } })).toThrowError(
      'has 1 mistake:\n  pilotlight:models have a maxConcurrency of 1005 together, must be at most 1000',
    );
  });

  test('does not mind the length of an endpoint name that a model on a function has not', () => {
    const models = { ['m'.repeat(32)]: { serving: 'function' } };
    expect(read(models, {}, 's'.repeat(30))).toMatchObject([{ serving: 'function' }]);
  });
});
