import { describe, expect, it } from 'vitest';
import { readFunctionConfig, readReaperConfig } from '../src/index.ts';

const deployments = { entailment: { endpointName: 'e', endpointConfigName: 'c' } };

const environment = {
  TABLE_NAME: 'table',
  BUCKET_NAME: 'bucket',
  DEPLOYMENTS: JSON.stringify(deployments),
  SCHEDULE_RULE_NAME: 'rule',
  ACTIVITY_INTERVAL_SECONDS: '60',
  INSTANCE_TYPE: 'ml.m5.large',
  IDLE_MINUTES: '0.5',
  PATH: '/usr/bin',
};

describe('the environment of a function', () => {
  it('is parsed, with numbers as numbers; other variables are ignored', () => {
    const shared = {
      tableName: 'table',
      bucketName: 'bucket',
      deployments,
      scheduleRuleName: 'rule',
      activityIntervalSeconds: 60,
      instanceType: 'ml.m5.large',
    };
    expect(readFunctionConfig(environment)).toEqual(shared);
    expect(readReaperConfig(environment)).toEqual({ ...shared, idleMinutes: 0.5 });
  });

  it('has a ceiling of awake hours when one is set', () => {
    const config = readFunctionConfig({ ...environment, AWAKE_HOURS_PER_DAY: '2.5' });
    expect(config.awakeHoursPerDay).toBe(2.5);
    expect(readFunctionConfig(environment)).not.toHaveProperty('awakeHoursPerDay');
  });

  it('has tags for its endpoints when the stack has some', () => {
    const config = readFunctionConfig({ ...environment, TAGS: '{"team":"a"}' });
    expect(config.tags).toEqual({ team: 'a' });
    expect(readFunctionConfig(environment)).not.toHaveProperty('tags');
  });

  it('that is empty is rejected with a list of all missing variables', () => {
    expect(() => readReaperConfig({})).toThrow(
      /TABLE_NAME: is missing.*BUCKET_NAME: is missing.*DEPLOYMENTS: is missing.*SCHEDULE_RULE_NAME.*ACTIVITY_INTERVAL_SECONDS.*INSTANCE_TYPE.*IDLE_MINUTES/s,
    );
  });

  it.each([
    [{ TABLE_NAME: '' }, /^ {2}TABLE_NAME: is empty/m],
    [{ ACTIVITY_INTERVAL_SECONDS: '1m' }, /^ {2}ACTIVITY_INTERVAL_SECONDS: is "1m"/m],
    [{ INSTANCE_TYPE: '' }, /^ {2}INSTANCE_TYPE: is empty/m],
    [{ AWAKE_HOURS_PER_DAY: 'six' }, /^ {2}AWAKE_HOURS_PER_DAY: is "six"/m],
    [{ TAGS: '{nonsense' }, /^ {2}TAGS: is not JSON/m],
    [{ TAGS: '{"team":1}' }, /TAGS\/team: is 1; must be a string/],
    [{ DEPLOYMENTS: '{nonsense' }, /^ {2}DEPLOYMENTS: is not JSON/m],
    [
      { DEPLOYMENTS: '{"a":{"endpointName":"e"}}' },
      /DEPLOYMENTS\/a\/endpointConfigName: is missing/,
    ],
    [{ DEPLOYMENTS: '{"A":{}}' }, /DEPLOYMENTS\/A: is an unknown property; the name must match/],
  ])('with %j is rejected with the name of the variable', (change, words) => {
    expect(() => readFunctionConfig({ ...environment, ...change })).toThrow(words);
  });

  it('must have the idle time for the reaper only', () => {
    const others = { ...environment, IDLE_MINUTES: undefined };
    expect(readFunctionConfig(others).tableName).toBe('table');
    expect(() => readReaperConfig(others)).toThrow('IDLE_MINUTES: is missing');
  });
});
