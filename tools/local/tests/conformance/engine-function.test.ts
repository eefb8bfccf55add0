import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, until } from './asker.ts';
import { engine, openEngine, type Engine } from './engine-driver.ts';
import { functionsOf } from './function-tools.ts';
import { describeModelFunctions } from './model-functions.ts';
import { children, endpoints } from './processes.ts';
import { startTraffic, type Traffic } from './traffic.ts';
import { WHOLE_MATRIX } from './whole-matrix.ts';
import { DOUBLE, workspaceWithDouble } from './workspace.ts';

const STEP = { timeout: 240_000 };

const IN_A_FUNCTION = (modelFrom: string) => ({
  serving: 'function',
  modelFrom,
  memoryMegabytes: 512,
});
const IN_A_PACKAGE = IN_A_FUNCTION('package');
/** The ways to serve a model, one after another. */
const WAYS: readonly (readonly [string, object])[] = [
  ['in the image of a function', IN_A_FUNCTION('image')],
  [
    'on an endpoint, with a function until it is awake',
    { serving: 'realtime', whileWaking: 'function' },
  ],
  ['on a serverless endpoint', { serving: 'serverless' }],
  ['by jobs of an asynchronous endpoint', { serving: 'async' }],
  ['on the file system of a function', IN_A_FUNCTION('efs')],
  ['by both', { serving: 'auto' }],
  ['in the package of a function', IN_A_PACKAGE],
  ['on an endpoint alone', { serving: 'realtime', whileWaking: 'park' }],
];
/** Where these serve the model, predictions are answered by their id. */
const LATER = /park|async/;
const OF_A_CHANGE = [
  'in the image of a function',
  'on a serverless endpoint',
  'on an endpoint alone',
];

if (WHOLE_MATRIX) describeModelFunctions('the real engine', engine);

describe('pulumi up to another way to serve, under constant traffic', () => {
  let opened: Engine;
  let directory: string;
  let traffic: Traffic;
  let url = '';
  /** How the model was served before. */
  let before = '';

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pilotlight-ways-'));
    opened = await openEngine({
      root: await workspaceWithDouble(directory, []),
      config: { 'pilotlight:idleMinutes': '30', 'pilotlight:models': models(IN_A_PACKAGE) },
    });
  }, STEP.timeout);
  afterAll(async () => {
    await opened.close();
    await rm(directory, { recursive: true, force: true });
    expect(children()).toEqual([]);
  }, STEP.timeout);

  const models = (way: object = {}) => JSON.stringify({ [DOUBLE]: way });
  const statuses = (from: number) =>
    new Set(traffic.asked.filter(({ at }) => at >= from).map(({ reply }) => reply.status));

  it('answers in the package of a function', STEP, async () => {
    const { outputs } = await opened.stack.up();
    url = String(outputs['url']?.value);
    traffic = startTraffic(url);
    await until('it answers', () => traffic.asked.length > 5 || undefined);
    expect(statuses(0)).toEqual(new Set([200]));
    expect(opened.local.provisioner.existing.join()).not.toContain('aws:sagemaker/');
  });

  it.each(WAYS.filter(([way]) => WHOLE_MATRIX || OF_A_CHANGE.includes(way)))(
    'moves to being served %s, and fails no request',
    STEP,
    async (_way, settings) => {
      const startedAt = Date.now();
      await opened.stack.setConfig('pilotlight:models', { value: models(settings) });
      await opened.stack.up();
      const done = Date.now();
      await until('more than five requests were sent after the deployment', () => {
        return traffic.asked.filter(({ at }) => at >= done).length > 5 || undefined;
      });
      const seen = statuses(startedAt);
      seen.delete(200);
      expect([...seen]).toEqual(LATER.test(`${before} ${models(settings)}`) ? [202] : []);
      before = models(settings);
      const kept = functionsOf(opened.local)
        .names()
        .filter((name) => name.includes('-model-'));
      expect(kept).toHaveLength(/park|serverless|async/.test(JSON.stringify(settings)) ? 0 : 1);
    },
  );

  it('has lost no accepted prediction', STEP, async () => {
    await until(
      'the endpoint answers',
      () => traffic.asked.at(-1)?.reply.status === 200 || undefined,
    );
    await traffic.stop();
    for (const { reply } of traffic.asked) {
      if (reply.status !== 202) continue;
      expect(await answer(url, reply.location)).toMatchObject({ status: 'succeeded' });
    }
  });

  it('destroys what is left', STEP, async () => {
    await opened.stack.destroy();
    expect(opened.local.provisioner.existing).toEqual([]);
    expect(endpoints()).toEqual([]);
  });
});
