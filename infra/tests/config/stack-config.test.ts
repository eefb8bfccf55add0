import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/stack-config.ts';
import { endpointName, stackPrefix } from '../../src/names.ts';

const DEFAULT_ENDPOINT = { instanceType: 'ml.t2.medium', instanceCount: 1, idleMinutes: 40 };

describe('parseConfig', () => {
  test('has a default for every setting', () => {
    expect(parseConfig({}, 'dev')).toEqual({
      stack: 'dev',
      prefix: 'pilotlight-dev',
      tags: { 'pilotlight:stack': 'dev' },
      models: [{ name: 'entailment', endpoint: 'own', ...DEFAULT_ENDPOINT }],
      endpointDefaults: DEFAULT_ENDPOINT,
      activityIntervalSeconds: 60,
      awakeHoursPerDay: 8,
      logRetentionDays: 30,
    });
  });

  test('reads numbers and arrays from strings', () => {
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
        'aws:defaultTags': '{"tags":{"team":"a","pilotlight:stack":"class2"}}',
      },
      'class2',
    );
    const endpoint = { instanceType: 'ml.g4dn.xlarge', instanceCount: 2, idleMinutes: 2.5 };
    expect(config).toEqual({
      stack: 'class2',
      prefix: 'pilotlight-class2',
      tags: { 'pilotlight:stack': 'class2', team: 'a' },
      models: ['entailment', 'digits'].map((name) => ({ name, endpoint: 'own', ...endpoint })),
      endpointDefaults: endpoint,
      checkMinutes: 3,
      activityIntervalSeconds: 10,
      awakeHoursPerDay: 2.5,
      logRetentionDays: 7,
    });
  });

  test('ignores other namespaces', () => {
    const config = { 'aws:region': 'us-east-1', 'local:port': 'anything' };
    expect(parseConfig(config, 'dev')).toEqual(parseConfig({}, 'dev'));
  });

  test('lists all mistakes in one error, each with what was found and what it must be', () => {
    const config = {
      'pilotlight:models': 'entailment',
      'pilotlight:idleMinutes': 'forty',
      'pilotlight:idelMinutes': '40',
    };
    expect(() => parseConfig(config, 'dev')).toThrowError(
      [
        'The configuration of stack dev has 3 mistakes:',
        '  pilotlight:models is "entailment", must be a list of different folder names of libs/models, such as ["entailment"], or an object of their settings, such as {"entailment": {"idleMinutes": 10}}',
        '  pilotlight:idleMinutes is "forty", must be a number of minutes from 0.1 to 10080',
        '  pilotlight:idelMinutes is "40", but is not a known key: the keys are models, instanceType, instanceCount, idleMinutes, checkMinutes, activityIntervalSeconds, awakeHoursPerDay, logRetentionDays, budgetUsdPerMonth, budgetEmail',
      ].join('\n'),
    );
  });

  test.each([
    ['models', '[]'],
    ['models', '["entailment","entailment"]'],
    ['models', '["../elsewhere"]'],
    ['models', '"entailment"'],
    ['models', '{}'],
    ['models', 'null'],
    ['models', '7'],
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
    ['awakeHoursPerDay', '2401'],
    ['awakeHoursPerDay', 'all'],
    ['logRetentionDays', '31'],
  ])('refuses %s %j', (key, text) => {
    expect(() => parseConfig({ [`pilotlight:${key}`]: text }, 'dev')).toThrowError(
      `has 1 mistake:\n  pilotlight:${key} is ${JSON.stringify(text)}, must be `,
    );
  });

  test.each([
    'ml.c6g.large',
    'ml.m6gd.large',
    'ml.r8g.xlarge',
    'ml.c7gn.large',
    'ml.p6e-gb200.36xlarge',
  ])('refuses %s, which cannot run an x86-64 image', (instanceType) => {
    expect(() => parseConfig({ 'pilotlight:instanceType': instanceType }, 'dev')).toThrowError(
      'x86-64',
    );
  });

  test.each(['Dev', 'my_stack', '-dev', 'a-b', 'a'.repeat(31)])(
    'refuses the stack name %s',
    (stack) => {
      expect(() => parseConfig({}, stack)).toThrowError(
        `the stack's name is "${stack}", must be 1 to 30 lower-case letters and digits, without a hyphen`,
      );
    },
  );

  test('lists more mistakes than a schema validator reports', () => {
    const keys = [
      ...['instanceType', 'instanceCount', 'idleMinutes', 'checkMinutes', 'budgetEmail'],
      ...['activityIntervalSeconds', 'awakeHoursPerDay', 'logRetentionDays', 'budgetUsdPerMonth'],
    ];
    const config = Object.fromEntries(keys.map((key) => [`pilotlight:${key}`, 'none']));
    expect(() => parseConfig({ ...config, 'pilotlight:models': '[]' }, 'a-b')).toThrowError(
      'has 11 mistakes',
    );
  });

  test.each([
    ['budgetEmail', 'budgetUsdPerMonth', '25'],
    ['budgetUsdPerMonth', 'budgetEmail', 'a@example.com'],
  ])('requires %s when %s is set', (missing, there, text) => {
    expect(() => parseConfig({ [`pilotlight:${there}`]: text }, 'dev')).toThrowError(
      `has 1 mistake:\n  pilotlight:${missing} is not set, must be set because pilotlight:${there} is`,
    );
  });

  test.each([
    ['budgetUsdPerMonth', '0'],
    ['budgetEmail', 'nobody'],
  ])('refuses the budget %s %s', (key, text) => {
    const config = { 'pilotlight:budgetUsdPerMonth': '25', 'pilotlight:budgetEmail': 'a@b.org' };
    expect(() => parseConfig({ ...config, [`pilotlight:${key}`]: text }, 'dev')).toThrowError(
      `has 1 mistake:\n  pilotlight:${key} is ${JSON.stringify(text)}, must be `,
    );
  });

  test("two stacks never share a name, and no stack's pattern matches another stack's name", () => {
    const nameOf = (stack: string, model: string) => endpointName(stackPrefix(stack), model);
    const stacks = ['a', 'b', 'ab', 'a1'].map((stack) => parseConfig({}, stack).stack);
    const names = stacks.flatMap((stack) =>
      ['b', 'b-c', 'c'].map((model) => ({ stack, name: nameOf(stack, model) })),
    );
    for (const { stack, name } of names) {
      expect(names.filter((one) => one.name === name)).toHaveLength(1);
      const matching = stacks.filter((one) => name.startsWith(nameOf(one, '')));
      expect(matching).toEqual([stack]);
    }
    // With hyphens, stack `a-b` and model `c` would have the endpoint of stack `a` and model `b-c`.
    expect(nameOf('a-b', 'c')).toBe(nameOf('a', 'b-c'));
    expect(() => parseConfig({}, 'a-b')).toThrowError('without a hyphen');
  });
});
