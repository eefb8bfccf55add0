import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ON_ENDPOINT } from '../../src/fast.ts';
import { ask, ENTAILMENT } from './ask-model.ts';
import { until } from './asker.ts';
import { engine, openEngine, type Engine } from './engine-driver.ts';
import { createOperator, type Operator } from './operator.ts';
import { children, endpoints } from './processes.ts';
import { describeSharedEndpoint } from './shared-endpoint.ts';
import { DOUBLE, workspaceWithDouble } from './workspace.ts';

const STEP = { timeout: 180_000 };
const MODELS = [ENTAILMENT, DOUBLE] as const;

const models = (ofDouble: object = {}) =>
  JSON.stringify({ [ENTAILMENT]: ON_ENDPOINT, [DOUBLE]: { ...ON_ENDPOINT, ...ofDouble } });

describeSharedEndpoint('the real engine', engine);

describe('a change of one model', () => {
  let opened: Engine;
  let directory: string;
  let operators: readonly Operator[];
  let url = '';

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pilotlight-models-'));
    opened = await openEngine({
      root: await workspaceWithDouble(directory),
      // Long enough that neither falls asleep during the test.
      config: { 'pilotlight:models': models(), 'pilotlight:idleMinutes': '30' },
    });
    operators = MODELS.map((model) => createOperator(opened.local, model));
    const { outputs } = await opened.stack.up();
    url = String(outputs['url']?.value);
  }, STEP.timeout);
  afterAll(async () => {
    await opened.close();
    await rm(directory, { recursive: true, force: true });
    expect(children()).toEqual([]);
  }, STEP.timeout);

  const configs = () => Promise.all(operators.map(async ({ look }) => (await look())?.config));

  it('moves only its endpoint', STEP, async () => {
    await until('both are awake', async () => {
      const replies = await Promise.all(MODELS.map((model) => ask(url, model)));
      return replies.every(({ status }) => status === 200) || undefined;
    });
    const [kept, moved] = await configs();
    const before = endpoints();
    expect(before).toHaveLength(2);

    const value = models({ instanceType: 'ml.m5.large' });
    await opened.stack.setConfig('pilotlight:models', { value });
    const { summary, stdout } = await opened.stack.up();
    // The endpoint's configuration and its move, and the file in the archive of each function.
    expect(summary.resourceChanges).toMatchObject({ replace: 2, update: 3 });
    expect(stdout).toMatch(/EndpointConfiguration pilotlight-local-double /);
    expect(stdout).not.toMatch(/pilotlight-local-entailment/);

    const [same, next] = await configs();
    expect(same).toBe(kept);
    expect(next).not.toBe(moved);
    expect(next).toBe(operators[1]?.deployedConfig());
    const after = endpoints();
    expect(after).toHaveLength(2);
    expect(after.filter(({ pid }) => before.some((one) => one.pid === pid))).toHaveLength(1);
    for (const model of MODELS) expect((await ask(url, model)).status).toBe(200);
  });
});
