import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/stack-config.ts';

/** The endpoints of a stack with these models. */
const endpoints = (models: unknown, config: Record<string, string> = {}, stack = 'dev') =>
  parseConfig({ 'pilotlight:models': JSON.stringify(models), ...config }, stack).endpoints;

const STACK = { instanceType: 'ml.t2.medium', instanceCount: 1, idleMinutes: 40 };

const own = (name: string, settings = {}) => ({
  ...STACK,
  ...settings,
  key: name,
  models: [name],
});

describe('the key models', () => {
  test('as a list is the shorthand for models without settings of their own', () => {
    const names = ['entailment', 'digits'];
    expect(endpoints(names)).toEqual([own('entailment'), own('digits')]);
    expect(endpoints({ entailment: {}, digits: {} })).toEqual(endpoints(names));
  });

  test('takes a model with nothing after its colon, which is null in YAML', () => {
    expect(endpoints({ entailment: null })).toEqual([own('entailment')]);
  });

  test('sets what a model does not share with the rest of the stack', () => {
    const config = { 'pilotlight:idleMinutes': '20', 'pilotlight:instanceType': 'ml.c5.large' };
    const digits = { serving: 'realtime', endpoint: 'own', instanceCount: 2, idleMinutes: 0.5 };
    expect(endpoints({ entailment: {}, digits }, config)).toEqual([
      own('entailment', { instanceType: 'ml.c5.large', idleMinutes: 20 }),
      own('digits', { instanceType: 'ml.c5.large', instanceCount: 2, idleMinutes: 0.5 }),
    ]);
  });

  test('puts all models with a shared endpoint on one, with the settings of the stack', () => {
    const models = {
      entailment: { endpoint: 'shared' },
      digits: { idleMinutes: 5 },
      sentiment: { serving: 'realtime', endpoint: 'shared' },
    };
    expect(endpoints(models, { 'pilotlight:idleMinutes': '20' })).toEqual([
      own('digits', { idleMinutes: 5 }),
      { ...STACK, idleMinutes: 20, key: 'shared', models: ['entailment', 'sentiment'] },
    ]);
  });

  test('has no upper limit of models', () => {
    const names = Array.from({ length: 200 }, (_, index) => `model-${index}`);
    expect(endpoints(names)).toHaveLength(200);
  });

  test('lists every mistake of every model at once, with those of the other keys', () => {
    const models = {
      entailment: { idleMinutes: 'forty', instanceType: 'm5.large', instanceCount: 0 },
      digits: { serving: 'serverless', memoryMegabytes: 3072, endpoint: 'its-own' },
      sentiment: { endpoint: 'shared', idleMinutes: 5, instanceCount: 2 },
      Paraphrase: {},
      shared: {},
      unicorn: 'ml.m5.large',
      [`long-${'m'.repeat(27)}`]: { idleMinutes: 0 },
    };
    const config = { 'pilotlight:logRetentionDays': '31' };
    const keys = 'serving, endpoint, instanceType, instanceCount, idleMinutes';
    const long = `long-${'m'.repeat(27)}`;
    const stack = 'alongerstack';
    expect(() => endpoints(models, config, stack)).toThrowError(
      [
        `The configuration of stack ${stack} has 14 mistakes:`,
        '  pilotlight:logRetentionDays is "31", must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
        '  pilotlight:models.entailment.idleMinutes is "forty", must be a number of minutes from 0.1 to 10080',
        '  pilotlight:models.entailment.instanceType is "m5.large", must be a SageMaker instance type with an x86-64 processor, such as ml.m5.large',
        '  pilotlight:models.entailment.instanceCount is 0, must be an integer from 1 to 10',
        '  pilotlight:models.digits.serving is "serverless", must be realtime',
        `  pilotlight:models.digits.memoryMegabytes is 3072, but is not a known key: the keys are ${keys}`,
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
    expect(() => endpoints(['entailment', 'shared'])).toThrowError(
      'has 1 mistake:\n  pilotlight:models.shared is the name of the shared endpoint',
    );
  });

  test.each([[[]], ['ml.m5.large'], [7], [true]])(
    'refuses %j as the settings of a model',
    (settings) => {
      expect(() => endpoints({ entailment: settings })).toThrowError(
        `has 1 mistake:\n  pilotlight:models.entailment is ${JSON.stringify(settings)}, must be an object`,
      );
    },
  );

  test("refuses an endpoint's name that is too long, in the longest stack that still fits", () => {
    const models = ['entailment', 'm'.repeat(32)];
    expect(() => endpoints(models, {}, 's'.repeat(12))).toThrowError(
      `has 1 mistake:\n  pilotlight:models.${'m'.repeat(32)} makes the endpoint's name`,
    );
    expect(endpoints(models, {}, 's'.repeat(11))).toHaveLength(2);
  });

  test('takes a long name on the shared endpoint, whose own name is short', () => {
    const models = { ['m'.repeat(32)]: { endpoint: 'shared' } };
    expect(endpoints(models, {}, 's'.repeat(30))).toMatchObject([{ key: 'shared' }]);
  });
});
