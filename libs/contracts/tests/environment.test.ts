import { describe, expect, it } from 'vitest';
import { readFunctionConfig, readReaperConfig } from '../src/index.ts';

const deployments = { entailment: { endpointName: 'e', endpointConfigName: 'c' } };

const environment = {
  TABLE_NAME: 'table',
  DEPLOYMENTS: JSON.stringify(deployments),
  SCHEDULE_RULE_NAME: 'rule',
  ACTIVITY_INTERVAL_SECONDS: '60',
  IDLE_MINUTES: '0.5',
  PATH: '/usr/bin',
};

describe('the environment of a function', () => {
  it('is read, numbers as numbers, and others are let alone', () => {
    const shared = {
      tableName: 'table',
      deployments,
      scheduleRuleName: 'rule',
      activityIntervalSeconds: 60,
    };
    expect(readFunctionConfig(environment)).toEqual(shared);
    expect(readReaperConfig(environment)).toEqual({ ...shared, idleMinutes: 0.5 });
  });

  it('that lacks all is told all at once', () => {
    expect(() => readReaperConfig({})).toThrow(
      /TABLE_NAME: is missing.*DEPLOYMENTS: is missing.*SCHEDULE_RULE_NAME.*ACTIVITY_INTERVAL_SECONDS.*IDLE_MINUTES/s,
    );
  });

  it.each([
    [{ TABLE_NAME: '' }, /^ {2}TABLE_NAME: is empty/m],
    [{ ACTIVITY_INTERVAL_SECONDS: '1m' }, /^ {2}ACTIVITY_INTERVAL_SECONDS: is "1m"/m],
    [{ DEPLOYMENTS: '{nonsense' }, /^ {2}DEPLOYMENTS: is not JSON/m],
    [
      { DEPLOYMENTS: '{"a":{"endpointName":"e"}}' },
      /DEPLOYMENTS\/a\/endpointConfigName: is missing/,
    ],
    [{ DEPLOYMENTS: '{"A":{}}' }, /DEPLOYMENTS\/A: is not known; a name that matches/],
  ])('with %j names the variable', (change, words) => {
    expect(() => readFunctionConfig({ ...environment, ...change })).toThrow(words);
  });

  it('needs the idle time for the reaper only', () => {
    const others = { ...environment, IDLE_MINUTES: undefined };
    expect(readFunctionConfig(others).tableName).toBe('table');
    expect(() => readReaperConfig(others)).toThrow('IDLE_MINUTES: is missing');
  });
});
