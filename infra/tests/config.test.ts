import { describe, expect, test } from 'vitest';
import { parseConfig } from '../src/config.ts';

describe('parseConfig', () => {
  test('gives every setting a default', () => {
    expect(parseConfig({}, 'dev')).toEqual({
      prefix: 'pilotlight-dev',
      models: ['entailment'],
      instanceType: 'ml.t2.medium',
      instanceCount: 1,
      idleMinutes: 40,
      checkMinutes: 20,
      activityIntervalSeconds: 60,
      logRetentionDays: 30,
    });
  });

  test('reads numbers and lists out of text', () => {
    const config = parseConfig(
      {
        'pilotlight:models': '["entailment","digits"]',
        'pilotlight:instanceType': 'ml.g4dn.xlarge',
        'pilotlight:instanceCount': '2',
        'pilotlight:idleMinutes': '2.5',
        'pilotlight:checkMinutes': '3',
        'pilotlight:activityIntervalSeconds': '10',
        'pilotlight:awakeHoursPerDay': '2.5',
        'pilotlight:logRetentionDays': '7',
      },
      'class-2',
    );
    expect(config).toEqual({
      prefix: 'pilotlight-class-2',
      models: ['entailment', 'digits'],
      instanceType: 'ml.g4dn.xlarge',
      instanceCount: 2,
      idleMinutes: 2.5,
      checkMinutes: 3,
      activityIntervalSeconds: 10,
      awakeHoursPerDay: 2.5,
      logRetentionDays: 7,
    });
  });

  test.each([
    ['0.5', 1],
    ['3', 1],
    ['41', 20],
    ['10080', 1440],
  ])(
    'checks twice in %s idle minutes, in whole minutes, and once a day at least',
    (idleMinutes, checkMinutes) => {
      expect(parseConfig({ 'pilotlight:idleMinutes': idleMinutes }, 'dev')).toMatchObject({
        checkMinutes,
      });
    },
  );

  test('leaves other namespaces alone', () => {
    const config = { 'aws:region': 'us-east-1', 'local:port': 'anything' };
    expect(parseConfig(config, 'dev')).toEqual(parseConfig({}, 'dev'));
  });

  test('lists three mistakes in one error, each with what was found and what is wanted', () => {
    const config = {
      'pilotlight:models': 'entailment',
      'pilotlight:idleMinutes': 'forty',
      'pilotlight:idelMinutes': '40',
    };
    expect(() => parseConfig(config, 'dev')).toThrowError(
      [
        'The configuration of stack dev has 3 mistakes:',
        '  pilotlight:models is "entailment", wanted: a list of 1 to 16 different folders of libs/models, such as ["entailment"]',
        '  pilotlight:idleMinutes is "forty", wanted: minutes from 0.1 to 10080, a fraction is allowed',
        '  pilotlight:idelMinutes is "40", but there is no such key, wanted: one of models, instanceType, instanceCount, idleMinutes, checkMinutes, activityIntervalSeconds, awakeHoursPerDay, logRetentionDays',
      ].join('\n'),
    );
  });

  test.each([
    ['models', '[]'],
    ['models', '["entailment","entailment"]'],
    ['models', '["../elsewhere"]'],
    ['models', '"entailment"'],
    ['instanceType', 'm5.large'],
    ['instanceCount', '0'],
    ['instanceCount', '11'],
    ['instanceCount', '1.5'],
    ['instanceType', '7'],
    ['idleMinutes', ''],
    ['idleMinutes', '0'],
    ['idleMinutes', 'true'],
    ['idleMinutes', '10081'],
    ['checkMinutes', '1.5'],
    ['checkMinutes', 'null'],
    ['activityIntervalSeconds', '0'],
    ['awakeHoursPerDay', '0'],
    ['awakeHoursPerDay', '385'],
    ['awakeHoursPerDay', 'all'],
    ['logRetentionDays', '31'],
  ])('refuses %s %j', (key, text) => {
    expect(() => parseConfig({ [`pilotlight:${key}`]: text }, 'dev')).toThrowError(
      `has 1 mistake:\n  pilotlight:${key} is ${JSON.stringify(text)}, wanted: `,
    );
  });

  test.each(['ml.c6g.large', 'ml.m6gd.large', 'ml.r8g.xlarge', 'ml.c7gn.large'])(
    'refuses %s, which cannot run an x86-64 image',
    (instanceType) => {
      expect(() => parseConfig({ 'pilotlight:instanceType': instanceType }, 'dev')).toThrowError(
        'x86-64',
      );
    },
  );

  test.each(['Dev', 'my_stack', '-dev', 'a--b', 'a'.repeat(31)])(
    'refuses the stack name %s',
    (stack) => {
      expect(() => parseConfig({}, stack)).toThrowError(
        `the stack's name is "${stack}", wanted: at most 30 lower-case letters, digits and single hyphens`,
      );
    },
  );

  test('refuses names that make a SageMaker name too long', () => {
    const config = { 'pilotlight:models': JSON.stringify(['entailment', 'm'.repeat(32)]) };
    expect(() => parseConfig(config, 'a-long-stack')).toThrowError(
      `has 1 mistake:\n  the endpoint's name would be "pilotlight-a-long-stack-${'m'.repeat(32)}", wanted: at most 55 characters`,
    );
    expect(() => parseConfig(config, 'shorterstack'.slice(0, 11))).not.toThrow();
  });
});
