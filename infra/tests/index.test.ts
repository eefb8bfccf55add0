import { describe, expect, test } from 'vitest';
import { recordProgram, recordProgramIn, type Recorded } from './support/record-program.ts';
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

  test('changes one rule and one function when the idle time changes', async () => {
    const before = await recordProgram();
    const after = await recordProgram({ config: { 'pilotlight:idleMinutes': '10' } });
    expect(differences(before.resources, after.resources)).toEqual([
      'aws:cloudwatch/eventRule:EventRule pilotlight-dev-schedule',
      'aws:lambda/function:Function pilotlight-dev-reaper',
    ]);
    expect(
      after.inputsOf('aws:cloudwatch/eventRule:EventRule', 'pilotlight-dev-schedule'),
    ).toMatchObject({ scheduleExpression: 'rate(5 minutes)' });
    expect(after.inputsOf('aws:lambda/function:Function', 'pilotlight-dev-reaper')).toMatchObject({
      environment: { variables: { IDLE_MINUTES: '10' } },
    });
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

  test('never declares the endpoint, which a wake creates', async () => {
    const program = await recordProgram();
    expect(program.namesOf('aws:sagemaker/endpoint:Endpoint')).toEqual([]);
  });

  test('keeps two stacks in one account apart', async () => {
    const dev = await recordProgram({ stack: 'dev' });
    const prod = await recordProgram({ stack: 'prod' });
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
