import type { OpMap } from '@pulumi/pulumi/automation/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, ask, until } from './asker.ts';
import { openEngine, type Engine } from './engine-driver.ts';
import { children } from './processes.ts';

const STEP = { timeout: 240_000 };
/** With it, the idle check runs every two minutes instead of every one. */
const IDLE_MINUTES = { value: '4' };

/**
 * The wake comes after the refresh, because it leaves the rule on for a minute, and not last, because a destroy waits
 * until its lease has ended.
 */
describe('the real engine', () => {
  let opened: Engine;
  let url: string;
  let made = 0;
  beforeAll(async () => void (opened = await openEngine()), STEP.timeout);
  afterAll(() => opened.close(), STEP.timeout);

  /** How often the reaper has found no endpoint and switched its schedule off. */
  const idleChecks = () => opened.log.filter((line) => line.includes('schedule_disabled')).length;

  const total = (operations: OpMap = {}) => Object.values(operations).reduce((a, b) => a + b, 0);

  it('previews the stack, with unknown values', STEP, async () => {
    const { changeSummary, stdout } = await opened.stack.preview({ diff: true });
    expect(changeSummary).toEqual({ create: total(changeSummary) });
    expect(stdout).toMatch(/executionRoleArn\s*: \[unknown\]/);
    expect(opened.local.provisioner.existing).toEqual([]);
    made = total(changeSummary);
  });

  it('creates the stack', STEP, async () => {
    const { outputs, summary } = await opened.stack.up();
    expect(summary.resourceChanges).toEqual({ create: made });
    url = String(outputs['url']?.value);
  });

  it('has nothing to do the second time, as its preview says', STEP, async () => {
    const { changeSummary } = await opened.stack.preview();
    expect(changeSummary).toEqual({ same: made });
    const { summary } = await opened.stack.up();
    expect(summary.resourceChanges).toEqual({ same: made });
  });

  it('refreshes: only the rule differs, which the reaper has switched off', STEP, async () => {
    await until('the idle check has switched the rule off', () => idleChecks() > 0 || undefined);
    const { summary, stdout } = await opened.stack.refresh();
    expect(summary.resourceChanges).toEqual({ same: made - 1, update: 1 });
    expect(stdout).toMatch(/aws:cloudwatch:EventRule pilotlight-local-schedule updated/);
  });

  it('replaces what cannot change in place, updates the functions, and answers', STEP, async () => {
    const { existing } = opened.local.provisioner;
    await opened.stack.setConfig('pilotlight:instanceType', { value: 'ml.m5.large' });
    const { summary, stdout } = await opened.stack.up();
    const { same = 0, update = 0, ...others } = summary.resourceChanges ?? {};
    // The endpoint configuration, and the invocation that moves the endpoint to it.
    expect(others).toEqual({ replace: 2 });
    expect(same + update + 2).toBe(made);
    expect(stdout).toMatch(/sagemaker:EndpointConfiguration pilotlight-local-double replaced/);
    expect(stdout.match(/aws:lambda:Function .* updated .*code/g)).toHaveLength(3);
    expect(opened.local.provisioner.existing.toSorted()).toEqual(existing.toSorted());
    const { status, location } = await ask(url);
    expect(status).toBe(202);
    expect(await answer(url, location)).toMatchObject({ status: 'succeeded' });
    expect(await ask(url)).toMatchObject({ status: 200 });
  });

  it(
    'updates one rule and the three functions for another idle time, and replaces nothing',
    STEP,
    async () => {
      await opened.stack.setConfig('pilotlight:idleMinutes', IDLE_MINUTES);
      const { summary, stdout } = await opened.stack.up();
      expect(summary.resourceChanges).toEqual({ same: made - 4, update: 4 });
      expect(stdout).toMatch(/aws:cloudwatch:EventRule pilotlight-local-schedule updated/);
      expect(stdout).toMatch(/aws:lambda:Function pilotlight-local-reaper updated/);
    },
  );

  it('destroys the stack, and leaves nothing', STEP, async () => {
    const { summary } = await opened.stack.destroy();
    expect(summary.resourceChanges).toEqual({ delete: made });
    expect(opened.local.provisioner.existing).toEqual([]);
    await opened.local.close();
    expect(children()).toEqual([]);
  });
});
