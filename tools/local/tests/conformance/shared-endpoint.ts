import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { SHARED_ENDPOINT } from '@pilotlight/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask as askModel, ENTAILMENT } from './ask-model.ts';
import { ON_ENDPOINT } from '../../src/fast.ts';
import { answer, QUESTION, request, until } from './asker.ts';
import type { Deployment, Driver } from './deployment.ts';
import { children, endpoints } from './processes.ts';
import { putOut } from './put-out.ts';
import { DOUBLE, workspaceWithDouble } from './workspace.ts';

const LIFE_MS = 120_000;
/** On a busy machine, asking both models may take longer than the six idle seconds of `FAST`. */
const IDLE_SECONDS = 12;
const BUSY_MS = (IDLE_SECONDS + 3) * 1000;
const PAUSE_MS = 250;

const OUTPUTS: Readonly<Record<string, unknown>> = {
  [ENTAILMENT]: expect.objectContaining({ label: 'contradiction' }),
  [DOUBLE]: QUESTION.output,
};
const MODELS = Object.keys(OUTPUTS);

/** What must hold for two models on one multi-model endpoint, whichever driver deployed them. */
export function describeSharedEndpoint(name: string, driver: Driver): void {
  describe(`two models on one endpoint, deployed by ${name}`, () => {
    let deployment: Deployment;
    let directory: string;
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'pilotlight-shared-'));
      const shared = Object.fromEntries(
        MODELS.map((model) => [model, { ...ON_ENDPOINT, endpoint: 'shared' }]),
      );
      deployment = await driver({
        root: await workspaceWithDouble(directory),
        config: {
          'pilotlight:models': JSON.stringify(shared),
          'pilotlight:idleMinutes': String(IDLE_SECONDS / 60),
        },
      });
    }, LIFE_MS);
    afterAll(async () => {
      await deployment.close();
      await rm(directory, { recursive: true, force: true });
      expect(children()).toEqual([]);
    }, LIFE_MS);

    const ask = (model: string) => askModel(deployment.url, model);
    const stateOf = async (model: string) => {
      const { body } = await request(`${deployment.url}/v1/models/${model}`);
      return (body as { state: { status: string } }).state.status;
    };
    const states = () => Promise.all(MODELS.map(stateOf));
    const created = () =>
      deployment.log.filter((line) => line.includes('"message":"endpoint_created"')).length;
    const asleep = () =>
      until('both models are asleep', async () => {
        return (await states()).every((state) => state === 'asleep') || undefined;
      });
    const answeredNow = async (model: string) =>
      expect(await ask(model)).toMatchObject({ status: 200, body: { output: OUTPUTS[model] } });

    it(
      'is created once for the first requests to both, and answers both',
      { timeout: LIFE_MS },
      async () => {
        await asleep();
        const asked = [...MODELS, ...MODELS];
        const replies = await Promise.all(asked.map(ask));
        // Without a model to load, the endpoint may be awake before a slow function instance has asked it.
        expect(replies.filter(({ status }) => status === 202)).not.toHaveLength(0);
        const answers = await Promise.all(
          replies.map(({ status, location, body }) =>
            status === 202 ? answer(deployment.url, location) : body,
          ),
        );
        expect(answers).toEqual(
          asked.map((model) => expect.objectContaining({ model, output: OUTPUTS[model] })),
        );
        expect(created()).toBe(1);
        expect(endpoints()).toHaveLength(1);
        for (const model of MODELS) await answeredNow(model);
      },
    );

    it(
      'stays awake while only one of them is used, and both fall asleep with it',
      { timeout: LIFE_MS },
      async () => {
        await until('both are awake', async () => {
          await ask(DOUBLE);
          return (await states()).every((state) => state === 'awake') || undefined;
        });
        const [before] = endpoints();
        const end = Date.now() + BUSY_MS;
        while (Date.now() < end) {
          await answeredNow(DOUBLE);
          await setTimeout(PAUSE_MS);
        }
        expect(endpoints()).toEqual([before]);
        expect(await stateOf(ENTAILMENT)).toBe('awake');
        await answeredNow(ENTAILMENT);

        await asleep();
        await until('the endpoint has no process', () => endpoints().length === 0 || undefined);
      },
    );

    it.each(MODELS)(
      'is woken by %s alone, and then answers the other at once',
      { timeout: LIFE_MS },
      async (model) => {
        await putOut(deployment, SHARED_ENDPOINT);
        await asleep();
        const before = created();
        const { status, location } = await ask(model);
        expect(status).toBe(202);
        expect(await answer(deployment.url, location)).toMatchObject({
          status: 'succeeded',
          output: OUTPUTS[model],
        });
        for (const other of MODELS) await answeredNow(other);
        expect(created()).toBe(before + 1);
      },
    );
  });
}
