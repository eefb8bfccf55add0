import { describe, expect, it } from 'vitest';
import {
  endpointsOf,
  parseDeployment,
  type DeployedEndpoint,
  type DeployedModel,
  type Deployment,
} from '../src/index.ts';

const endpoint = (key: string, models: string[]): DeployedEndpoint => ({
  key,
  endpointName: `pilotlight-dev-${key}`,
  endpointConfigName: `pilotlight-dev-${key}-1234567`,
  instanceType: 'ml.m5.large',
  instanceCount: 1,
  idleMinutes: 0.5,
  models,
});

const model = (name: string, on: DeployedEndpoint, targetModel?: string): DeployedModel => ({
  name,
  version: '1.0.0',
  serving: {
    mode: 'realtime',
    endpoint: on,
    ...(targetModel === undefined ? {} : { targetModel }),
  },
});

const shared = endpoint('shared', ['digits', 'sentiment']);

const deployment: Deployment = {
  tableName: 'table',
  bucketName: 'bucket',
  scheduleRuleName: 'rule',
  activityIntervalSeconds: 60,
  awakeHoursPerDay: 2.5,
  tags: { team: 'a' },
  models: [
    model('entailment', endpoint('entailment', ['entailment'])),
    model('digits', shared, 'digits/hash.tar.gz'),
    model('sentiment', shared, 'sentiment/hash.tar.gz'),
  ],
};

/** The deployment with another value at a path such as `models/0/name`; undefined removes it. */
function changed(path: string, value: unknown): string {
  const copy = structuredClone(deployment) as object;
  const keys = path.split('/');
  const last = keys.pop() ?? '';
  const place = keys.reduce<object>((at, key) => (at as Record<string, object>)[key] ?? {}, copy);
  (place as Record<string, unknown>)[last] = value;
  return JSON.stringify(copy);
}

describe('parseDeployment', () => {
  it('gives back what infra wrote', () => {
    expect(parseDeployment(JSON.stringify(deployment))).toEqual(deployment);
  });

  it('needs no ceiling of awake hours', () => {
    expect(parseDeployment(changed('awakeHoursPerDay', undefined))).not.toHaveProperty(
      'awakeHoursPerDay',
    );
  });

  it('lists all that is missing at once', () => {
    const missing = Object.keys(deployment).filter((key) => key !== 'awakeHoursPerDay');
    expect(() => parseDeployment('{}')).toThrow(/^deployment\.json is not valid:/);
    for (const key of missing) {
      expect(() => parseDeployment('{}')).toThrow(`/${key}: is missing`);
    }
  });

  it('says that a text is not JSON', () => {
    expect(() => parseDeployment('{nonsense')).toThrow(/^deployment\.json is not JSON: /);
  });

  const serving = 'models/0/serving';
  it.each([
    ['tableName', '', 'is empty'],
    ['activityIntervalSeconds', '60', 'is a string; must be a number'],
    ['activityIntervalSeconds', 0, 'is 0; must be a number'],
    ['awakeHoursPerDay', 'six', 'is a string; must be a number'],
    ['tags', undefined, 'is missing'],
    ['tags/team', 1, 'is 1; must be a string'],
    ['models/0/name', 'A', 'is "A"; must be a string'],
    ['models/0/version', undefined, 'is missing'],
    [`${serving}/mode`, 'sometimes', 'is "sometimes"; must be "realtime"'],
    [`${serving}/endpoint/key`, 'not a key', 'is "not a key"; must be a string'],
    [`${serving}/endpoint/endpointConfigName`, undefined, 'is missing'],
    [`${serving}/endpoint/endpointName`, 'e'.repeat(64), 'is too long'],
    [`${serving}/endpoint/instanceType`, '', 'is empty'],
    [`${serving}/endpoint/instanceCount`, 0, 'is 0; must be an integer of at least 1'],
    [`${serving}/endpoint/idleMinutes`, undefined, 'is missing'],
    [`${serving}/endpoint/idleMinutes`, 0, 'is 0; must be a number'],
    [`${serving}/endpoint/models`, [], 'is too short'],
    [`${serving}/targetModel`, '', 'is empty'],
  ])('refuses %s %j by its path', (path, value, words) => {
    expect(() => parseDeployment(changed(path, value))).toThrow(`/${path}: ${words}`);
  });
});

describe('endpointsOf', () => {
  it('gives each endpoint once, also one that several models share', () => {
    expect(endpointsOf(deployment.models).map(({ key }) => key)).toEqual(['entailment', 'shared']);
  });

  it('is empty without models', () => {
    expect(endpointsOf([])).toEqual([]);
  });
});
