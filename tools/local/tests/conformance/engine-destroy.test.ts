import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, ask, asleep, stateOf, until } from './asker.ts';
import { openEngine, type Engine } from './engine-driver.ts';
import { createOperator, type Operator } from './operator.ts';
import { children, endpoints } from './processes.ts';
import { withContainerEnvironment, withJobsFunction } from './tamper.ts';
import { startTraffic } from './traffic.ts';
import { WHOLE_MATRIX } from './whole-matrix.ts';

const STEP = { timeout: 300_000 };

/** In these states an endpoint is destroyed for every change; in the others each night. */
const STATES_OF_A_CHANGE = ['asleep', 'InService', 'Updating'];

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

describe('pulumi destroy', () => {
  let opened: Engine;
  let operator: Operator;
  let deletions: ReturnType<typeof watchDeletions>;
  let changes: (() => void)[] = [];
  let url = '';
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

  it.each(states.filter(([name]) => WHOLE_MATRIX || STATES_OF_A_CHANGE.includes(name)))(
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
      url = String(outputs['url']?.value);
      await inService();
      changes = [() => withJobsFunction('pilotlight-local-jobs-two')];
      await opened.stack.up();
      expect(await operator.look()).toBeUndefined();
      expect(await stateOf(url)).toBe('asleep');
      const { location } = await ask(url);
      expect(await answer(url, location)).toMatchObject({ status: 'succeeded' });
    },
  );

  it('stops accepting requests first, so that none wakes the endpoint again', STEP, async () => {
    await operator.remove();
    await asleep(url);
    const traffic = startTraffic(url);
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
