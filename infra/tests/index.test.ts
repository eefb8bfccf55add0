import type { Deployment } from '@pilotlight/contracts';
import { describe, expect, test } from 'vitest';
import {
  deploymentOf,
  recordProgram,
  recordProgramIn,
  type Recorded,
  type Recording,
} from './support/record-program.ts';
import { DECLARED, recordDeclared } from './support/record-declared.ts';
import { makeWorkspace } from './support/workspace.ts';

/** `TYPE NAME` of each resource that is not the same in both programs. */
function differences(before: readonly Recorded[], after: readonly Recorded[]): string[] {
  const inputs = (resources: readonly Recorded[]) =>
    new Map(resources.map(({ type, name, inputs }) => [`${type} ${name}`, JSON.stringify(inputs)]));
  const [old, fresh] = [inputs(before), inputs(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((key) => old.get(key) !== fresh.get(key))
    .sort();
}

const FUNCTION = 'aws:lambda/function:Function';

/** All functions: the deployment is in the code of each. */
const FUNCTIONS = ['api', 'jobs', 'reaper'].map((part) => `${FUNCTION} pilotlight-dev-${part}`);

/** Which files of the API's code are not the same. */
function differencesOfCode(before: Recording, after: Recording): string[] {
  const [old, fresh] = [before, after].map(
    (program) =>
      program.inputsOf(FUNCTION, 'pilotlight-dev-api')['code'] as Record<string, unknown>,
  );
  return Object.keys({ ...old, ...fresh }).filter((file) => old?.[file] !== fresh?.[file]);
}

describe('the program', () => {
  test('outputs the address and the models', async () => {
    const { outputs } = await recordProgram();
    expect(outputs).toEqual({
      url: 'https://pilotlight-dev-0.example',
      models: ['entailment'],
    });
  });

  test('declares the same resources again when nothing changed', async () => {
    using workspace = makeWorkspace();
    const first = await recordProgram();
    const second = await recordProgramIn(workspace);
    expect(first.resources.length).toBeGreaterThan(50);
    expect(differences(first.resources, second.resources)).toEqual([]);
  });

  test('declares the same endpoints again when nothing changed', async () => {
    const models = Object.keys(DECLARED);
    using workspace = makeWorkspace(models);
    const config = { 'pilotlight:models': JSON.stringify(DECLARED) };
    const [first, second] = [await recordDeclared(), await recordProgramIn(workspace, { config })];
    expect(differences(first.resources, second.resources)).toEqual([]);
  });

  test('changes one rule and the code of the functions when the idle time changes', async () => {
    const before = await recordProgram();
    const after = await recordProgram({ config: { 'pilotlight:idleMinutes': '10' } });
    expect(differences(before.resources, after.resources)).toEqual([
      'aws:cloudwatch/eventRule:EventRule pilotlight-dev-schedule',
      ...FUNCTIONS,
    ]);
    expect(
      after.inputsOf('aws:cloudwatch/eventRule:EventRule', 'pilotlight-dev-schedule'),
    ).toMatchObject({ scheduleExpression: 'rate(5 minutes)' });
    expect(differencesOfCode(before, after)).toEqual(['deployment.json']);
    expect(deploymentOf(after).models).toMatchObject([
      { serving: { endpoint: { idleMinutes: 10 } } },
    ]);
  });

  describe('when the instance type of one of two models changes', () => {
    const configuration =
      'aws:sagemaker/endpointConfiguration:EndpointConfiguration pilotlight-dev-digits';
    const record = (digits: object, replaced: string[] = []) =>
      recordProgram({
        models: ['entailment', 'digits'],
        config: { 'pilotlight:models': JSON.stringify({ entailment: {}, digits }) },
        replaced,
      });

    test('moves only its endpoint', async () => {
      const before = await record({});
      const after = await record({ instanceType: 'ml.m5.large' }, [configuration]);
      expect(differences(before.resources, after.resources)).toEqual([
        ...FUNCTIONS,
        'aws:lambda/invocation:Invocation pilotlight-dev-digits-move',
        configuration,
      ]);
      expect(differencesOfCode(before, after)).toEqual(['deployment.json']);
      const entailment = ({ models }: Deployment) =>
        models.find(({ name }) => name === 'entailment');
      expect(entailment(deploymentOf(after))).toEqual(entailment(deploymentOf(before)));
    });

    test('replaces only its alarm', async () => {
      const two = { instanceCount: 2 };
      const before = await record(two);
      const after = await record({ ...two, instanceType: 'ml.m5.large' }, [configuration]);
      expect(differences(before.resources, after.resources)).toEqual([
        'aws:cloudwatch/metricAlarm:MetricAlarm pilotlight-dev-digits',
        ...FUNCTIONS,
        'aws:lambda/invocation:Invocation pilotlight-dev-digits-move',
        configuration,
      ]);
    });
  });

  test('moves only the shared endpoint when its instance type, that of the stack, changes', async () => {
    const configuration =
      'aws:sagemaker/endpointConfiguration:EndpointConfiguration pilotlight-dev-shared';
    const models = { entailment: { instanceType: 'ml.m5.large' }, digits: { endpoint: 'shared' } };
    const record = (instanceType: string, replaced: string[] = []) =>
      recordProgram({
        models: ['entailment', 'digits'],
        config: {
          'pilotlight:models': JSON.stringify(models),
          'pilotlight:instanceType': instanceType,
        },
        replaced,
      });
    const [before, after] = [
      await record('ml.t2.medium'),
      await record('ml.c5.large', [configuration]),
    ];
    expect(differences(before.resources, after.resources)).toEqual([
      ...FUNCTIONS,
      'aws:lambda/invocation:Invocation pilotlight-dev-shared-move',
      configuration,
    ]);
  });

  test.each(['api', 'reaper'])(
    'updates the jobs function before the %s function, which may create endpoints, and deletes it later',
    async (part) => {
      const program = await recordProgram();
      const type = 'aws:lambda/function:Function';
      const { dependencies } = program.optionsOf(type, `pilotlight-dev-${part}`);
      expect(dependencies).toContain(`${type} pilotlight-dev-jobs`);
    },
  );

  test('never declares the endpoint that a wake creates', async () => {
    const program = await recordProgram();
    expect(program.namesOf('aws:sagemaker/endpoint:Endpoint')).toEqual([]);
  });

  describe('when the mode of a model changes', () => {
    const record = (settings: object) =>
      recordProgram({
        models: ['entailment'],
        config: { 'pilotlight:models': JSON.stringify({ entailment: settings }) },
      });
    const endpoints = ({ namesOf }: Recording) =>
      namesOf('aws:sagemaker/endpointConfiguration:EndpointConfiguration');
    const ways = [
      ['realtime', { serving: 'realtime' }],
      ['serverless', { serving: 'serverless' }],
      ['async', { serving: 'async' }],
    ] as const;

    // SageMaker makes no endpoint with instances serverless, and the way back cannot be rolled back.
    test.each(ways)(
      'from %s, nothing of the endpoint stays but its bucket',
      async (_mode, from) => {
        for (const [, to] of ways.filter(([, other]) => other !== from)) {
          const [before, after] = [await record(from), await record(to)];
          expect(endpoints(before)).toHaveLength(1);
          expect(endpoints(after)).toHaveLength(1);
          const ofModel = ({ resources }: Recording) =>
            resources
              .filter(({ name }) => name.startsWith('pilotlight-dev-entailment'))
              .map(({ type, name, inputs }) => `${type} ${name} ${String(inputs['key'] ?? '')}`);
          const old = new Set(ofModel(before));
          expect(old.size).toBeGreaterThan(5);
          expect(ofModel(after).filter((resource) => old.has(resource))).toEqual([]);
        }
      },
    );
  });

  test('keeps two stacks in one account apart', async () => {
    const models = ['entailment', 'a', 'b', 'c', 'd', 'e'];
    const settings = {
      entailment: { serving: 'auto' },
      a: { serving: 'function', modelFrom: 'image' },
      b: { serving: 'function', modelFrom: 'efs' },
      c: { endpoint: 'shared' },
      d: { serving: 'serverless' },
      e: { serving: 'async' },
    };
    const config = { 'pilotlight:models': JSON.stringify(settings) };
    const dev = await recordProgram({ stack: 'dev', models, config });
    const prod = await recordProgram({ stack: 'prod', models, config });
    const named = ({ resources }: typeof dev) =>
      resources.flatMap(({ type, name, inputs }) => [`${type} ${name}`, inputs['name']]);
    const common = named(dev).filter((name) => name !== undefined && named(prod).includes(name));
    expect(common).toEqual(['$default']);
  });

  test('refuses a wrong configuration', async () => {
    await expect(
      recordProgram({ config: { 'pilotlight:idleMinutes': 'forty' } }),
    ).rejects.toThrowError('pilotlight:idleMinutes is "forty"');
  });

  test('fails when a build output is missing', async () => {
    using workspace = makeWorkspace();
    workspace.remove('apps/jobs/dist');
    await expect(recordProgramIn(workspace)).rejects.toThrowError('npx nx build jobs');
  });
});
