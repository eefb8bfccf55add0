import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, ask, asleep, QUESTION, request, until } from './asker.ts';
import { openEngine, type Engine } from './engine-driver.ts';
import { createOperator, type Operator } from './operator.ts';
import { children, endpoints } from './processes.ts';
import { withBundle, withContainerEnvironment, withImage, withJobsFunction } from './tamper.ts';
import { startTraffic, type Traffic } from './traffic.ts';
import { bundleWithLabels, imageThatFirst } from './variants.ts';

const STEP = { timeout: 180_000 };

/** What an endpoint and its deployer depend on: the endpoint must be deleted before any of them. */
const UNDER_AN_ENDPOINT = [
  'aws:sagemaker/endpointConfiguration:EndpointConfiguration',
  'aws:sagemaker/model:Model',
  'aws:iam/role:Role',
  'aws:iam/rolePolicy:RolePolicy',
  'aws:s3/bucketObjectv2:BucketObjectv2',
  'aws:s3/bucket:Bucket',
  'aws:dynamodb/table:Table',
];

/** Records, for each of these deletions, the number of containers that still ran. */
function watchDeletions({ local }: Engine) {
  const deletions: { type: string; containers: number }[] = [];
  const { provisioner } = local;
  const remove = provisioner.delete.bind(provisioner);
  provisioner.delete = async (handler, id, outputs) => {
    if (UNDER_AN_ENDPOINT.includes(handler.type)) {
      deletions.push({ type: handler.type, containers: endpoints().length });
    }
    await remove(handler, id, outputs);
  };
  return deletions;
}

async function state(url: string): Promise<string> {
  const { body } = await request(`${url}/v1/models/entailment`);
  return (body as { state: { status: string } }).state.status;
}

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
    opened = await openEngine({ before: () => changes.forEach((apply) => apply()) });
    operator = createOperator(opened.local);
  }, STEP.timeout);
  afterAll(async () => {
    await opened.close();
    await rm(directory, { recursive: true, force: true });
    expect(children()).toEqual([]);
  }, STEP.timeout);

  const labels = (from: number) =>
    new Set(
      traffic.asked
        .filter(({ at }) => at >= from)
        .map(({ reply }) => (reply.body as { output?: { label: string } }).output?.label),
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
    const file = await bundleWithLabels('-two', directory);
    changes = [() => withBundle(file)];
    const done = await deploy();
    expect(operator.deployedConfig()).not.toBe(before);
    expect(labels(changedAt)).toEqual(new Set([QUESTION.label, `${QUESTION.label}-two`]));
    expect(labels(done)).toEqual(new Set([`${QUESTION.label}-two`]));
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
    await asleep(url);
    await opened.stack.setConfig('pilotlight:instanceType', { value: 'ml.c5.large' });
    await opened.stack.up();
    expect(await operator.look()).toBeUndefined();
    expect(await state(url)).toBe('asleep');
  });
});

describe('pulumi destroy', () => {
  let opened: Engine;
  let operator: Operator;
  let deletions: ReturnType<typeof watchDeletions>;
  let changes: (() => void)[] = [];
  /** The endpoint configurations that the program has created, as it requested them. */
  const configs: Parameters<
    Engine['local']['context']['cloud']['sagemaker']['createEndpointConfig']
  >[0][] = [];

  beforeAll(async () => {
    opened = await openEngine({
      before: () => changes.forEach((apply) => apply()),
      config: {
        // Long enough to destroy the stack in these states.
        'local:endpointCreationSeconds': '3',
        'local:endpointDeletionSeconds': '3',
        'pilotlight:idleMinutes': '10',
        'pilotlight:checkMinutes': '1',
      },
    });
    deletions = watchDeletions(opened);
    operator = createOperator(opened.local);
    const { sagemaker } = opened.local.context.cloud;
    const make = sagemaker.createEndpointConfig.bind(sagemaker);
    sagemaker.createEndpointConfig = (config) => {
      configs.push(config);
      return make(config);
    };
  }, STEP.timeout);
  afterAll(async () => {
    await opened.close();
    expect(children()).toEqual([]);
  }, STEP.timeout);

  const inService = async () => {
    await operator.create();
    await operator.reaches('InService');
  };

  const states: [string, () => Promise<unknown>][] = [
    ['asleep', () => Promise.resolve()],
    ['Creating', () => operator.create()],
    ['InService', inService],
    [
      'Updating',
      async () => {
        await inService();
        const [config] = configs.slice(-1);
        if (!config) throw new Error('the program has created no endpoint configuration');
        const other = { ...config, name: `${config.name}-other` };
        opened.local.context.cloud.sagemaker.createEndpointConfig(other);
        await operator.update(other.name);
      },
    ],
    [
      'Deleting',
      async () => {
        await inService();
        await operator.remove();
      },
    ],
    [
      'Failed',
      async () => {
        await operator.create();
        await operator.reaches('Failed');
      },
    ],
  ];

  it.each(states)(
    'deletes an endpoint that is %s before what it runs on',
    STEP,
    async (name, reach) => {
      changes =
        name === 'Failed'
          ? [() => withContainerEnvironment({ NODE_OPTIONS: '--no-such-option' })]
          : [];
      await opened.stack.up();
      await until('the schedule has been switched off', () => {
        return operator.rule().state === 'DISABLED' || undefined;
      });
      await reach();
      expect((await operator.look())?.status ?? 'asleep').toBe(name);
      deletions.length = 0;
      await opened.stack.destroy();
      expect(await operator.look()).toBeUndefined();
      expect(opened.local.provisioner.existing).toEqual([]);
      const types = new Set(deletions.map(({ type }) => type));
      expect(types).toEqual(new Set(UNDER_AN_ENDPOINT));
      expect(deletions.filter(({ containers }) => containers > 0)).toEqual([]);
      await setTimeout(0);
      expect(endpoints()).toEqual([]);
    },
  );

  it(
    'of the jobs function alone, when it is replaced, leaves a model that wakes',
    STEP,
    async () => {
      changes = [];
      const { outputs } = await opened.stack.up();
      const url = String(outputs['url']?.value);
      await inService();
      changes = [() => withJobsFunction('pilotlight-local-jobs-two')];
      await opened.stack.up();
      expect(await operator.look()).toBeUndefined();
      expect(await state(url)).toBe('asleep');
      const { location } = await ask(url);
      expect(await answer(url, location)).toMatchObject({ status: 'succeeded' });
      await opened.stack.destroy();
      expect(await operator.look()).toBeUndefined();
      expect(opened.local.provisioner.existing).toEqual([]);
    },
  );

  it('stops accepting requests first, so that none wakes the endpoint again', STEP, async () => {
    changes = [];
    const { outputs } = await opened.stack.up();
    const traffic = startTraffic(String(outputs['url']?.value));
    await until(
      'a prediction is parked',
      () => traffic.asked.at(-1)?.reply.status === 202 || undefined,
    );
    deletions.length = 0;
    await opened.stack.destroy();
    await expect(traffic.stop()).rejects.toThrow();
    expect(await operator.look()).toBeUndefined();
    expect(opened.local.provisioner.existing).toEqual([]);
    expect(deletions.filter(({ containers }) => containers > 0)).toEqual([]);
    expect(endpoints()).toEqual([]);
  });
});
