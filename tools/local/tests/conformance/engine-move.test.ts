import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, asleep, QUESTION, stateOf, until } from './asker.ts';
import { openEngine, type Engine } from './engine-driver.ts';
import { imageThatFirst } from './image-that-first.ts';
import { createOperator, type Operator } from './operator.ts';
import { children, endpoints } from './processes.ts';
import { withBundle, withImage } from './tamper.ts';
import { startTraffic, type Traffic } from './traffic.ts';
import { writeDouble } from './workspace.ts';

const STEP = { timeout: 300_000 };

describe('pulumi up under constant traffic', () => {
  let opened: Engine;
  let operator: Operator;
  let directory: string;
  let traffic: Traffic;
  let url = '';
  /** What differs from the repository, as a change to it would. */
  let changes: (() => void)[] = [];
  let changedAt = 0;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pilotlight-variants-'));
    opened = await openEngine({
      // On a busy machine an answer may take longer than the six idle seconds of other tests.
      config: { 'pilotlight:idleMinutes': '30' },
      before: () => changes.forEach((apply) => apply()),
    });
    operator = createOperator(opened.local);
  }, STEP.timeout);
  afterAll(async () => {
    await opened.close();
    await rm(directory, { recursive: true, force: true });
    expect(children()).toEqual([]);
  }, STEP.timeout);

  /** The numbers that were answered. */
  const answers = (from: number) =>
    new Set(
      traffic.asked
        .filter(({ at }) => at >= from)
        .map(({ reply }) => (reply.body as { output?: { y: number } }).output?.y),
    );

  /** Deploys, and lets the traffic continue for a while. @returns when the deployment ended, in epoch milliseconds */
  async function deploy(instances = 1): Promise<number> {
    changedAt = Date.now();
    await opened.stack.up();
    const done = Date.now();
    await until('more than ten requests were sent after the deployment', () => {
      return traffic.asked.filter(({ at }) => at >= done).length > 10 || undefined;
    });
    const since = traffic.asked.filter(({ at }) => at >= changedAt);
    expect(new Set(since.map(({ reply }) => reply.status))).toEqual(new Set([200]));
    expect(await operator.look()).toEqual({
      status: 'InService',
      config: operator.deployedConfig(),
    });
    expect(endpoints()).toHaveLength(instances);
    return done;
  }

  it('wakes', STEP, async () => {
    const { outputs } = await opened.stack.up();
    url = String(outputs['url']?.value);
    traffic = startTraffic(url);
    await until('it is awake', () => traffic.asked.at(-1)?.reply.status === 200 || undefined);
  });

  it('moves to another model without a failed request', STEP, async () => {
    const before = operator.deployedConfig();
    const file = await writeDouble(join(directory, 'ten-times'), 10);
    changes = [() => withBundle(file)];
    const done = await deploy();
    expect(operator.deployedConfig()).not.toBe(before);
    const { y } = QUESTION.output;
    expect(answers(changedAt)).toEqual(new Set([y, 10 * y]));
    expect(answers(done)).toEqual(new Set([10 * y]));
  });

  it('moves to another image', STEP, async () => {
    const image = await imageThatFirst("console.log('image two');", directory);
    changes = [...changes, () => withImage(image)];
    const [before] = endpoints();
    await deploy();
    expect(opened.log.join('\n')).toContain('image two');
    expect(endpoints()).not.toEqual([before]);
  });

  it('moves to another instance type', STEP, async () => {
    await opened.stack.setConfig('pilotlight:instanceType', { value: 'ml.m5.large' });
    await deploy();
  });

  it(
    'keeps serving when the new image does not start, and says why; moves once it is fixed',
    STEP,
    async () => {
      const good = changes;
      const broken = await imageThatFirst('process.exit(1);', directory);
      changes = [...good, () => withImage(broken)];
      const [before] = endpoints();
      await expect(opened.stack.up()).rejects.toThrow(/did not pass the ping health check/);
      expect(endpoints()).toEqual([before]);
      const other = await imageThatFirst("console.log('image three');", directory);
      changes = [...good, () => withImage(other)];
      await deploy();
      expect(opened.log.join('\n')).toContain('image three');
    },
  );

  it('moves to two instances, one of them first, with an alarm to roll back', STEP, async () => {
    await opened.stack.setConfig('pilotlight:instanceCount', { value: '2' });
    await deploy(2);
    expect(opened.local.provisioner.existing).toContain('aws:cloudwatch/metricAlarm:MetricAlarm');
  });

  it('has failed no request and lost no accepted prediction', STEP, async () => {
    await traffic.stop();
    const { asked } = traffic;
    const parked = asked.filter(({ reply }) => reply.status === 202);
    expect(asked.filter(({ reply }) => reply.status === 200)).toHaveLength(
      asked.length - parked.length,
    );
    for (const { reply } of parked) {
      expect(await answer(url, reply.location)).toMatchObject({ status: 'succeeded' });
    }
    expect(parked.length).toBeGreaterThan(0);
  });

  it('has nothing to move while asleep', STEP, async () => {
    await operator.remove();
    await asleep(url);
    await opened.stack.setConfig('pilotlight:instanceType', { value: 'ml.c5.large' });
    await opened.stack.up();
    expect(await operator.look()).toBeUndefined();
    expect(await stateOf(url)).toBe('asleep');
  });
});
