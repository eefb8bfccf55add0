import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, request, until, type Reply } from './asker.ts';
import type { Deployment, Driver } from './deployment.ts';
import { functionsOf } from './function-tools.ts';
import { children, endpoints } from './processes.ts';
import { workspaceWithDouble } from './workspace.ts';

const LIFE_MS = 120_000;

/** Each model is carried another way. */
const CARRIED = { packaged: 'package', imaged: 'image', mounted: 'efs' } as const;
const MODELS = Object.keys(CARRIED);

/** What must hold for models that functions serve, whichever driver deployed them. */
export function describeModelFunctions(name: string, driver: Driver): void {
  describe(`models in functions, deployed by ${name}`, () => {
    let deployment: Deployment;
    let directory: string;
    let functions: ReturnType<typeof functionsOf>;
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'pilotlight-functions-'));
      const models = Object.entries(CARRIED).map(([model, modelFrom]) => [
        model,
        { serving: 'function', modelFrom, memoryMegabytes: 512 },
      ]);
      deployment = await driver({
        root: await workspaceWithDouble(directory, [], MODELS),
        config: { 'pilotlight:models': JSON.stringify(Object.fromEntries(models)) },
      });
      functions = functionsOf(deployment.local);
    }, LIFE_MS);
    afterAll(async () => {
      await deployment.close();
      await rm(directory, { recursive: true, force: true });
      expect(children()).toEqual([]);
    }, LIFE_MS);

    const ask = (model: string, input: object = { x: 21 }): Promise<Reply> =>
      request(`${deployment.url}/v1/models/${model}/predictions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
    const answered = {
      status: 200,
      body: expect.objectContaining({ output: { y: 42 } }) as unknown,
    };
    const logged = (line: RegExp) =>
      until(
        `the log has ${String(line)}`,
        () => deployment.log.some((one) => line.test(one)) || undefined,
      );

    it.each(MODELS)('%s answers the first request', { timeout: LIFE_MS }, async (model) => {
      expect(await ask(model)).toMatchObject(answered);
    });

    it('need nothing of SageMaker', () => {
      const types = deployment.local.provisioner.existing;
      expect(types.filter((type) => type.startsWith('aws:sagemaker/'))).toEqual([]);
      expect(endpoints()).toEqual([]);
    });

    it('are answered later while their function is throttled', { timeout: LIFE_MS }, async () => {
      let location: string | null = null;
      await functions.changed('model-packaged', { reservedConcurrency: 0 }, async () => {
        const reply = await ask('packaged');
        expect(reply.status).toBe(202);
        location = reply.location;
      });
      expect(await answer(deployment.url, location)).toMatchObject({
        status: 'succeeded',
        output: { y: 42 },
      });
    });

    it.each([
      ['out of time', { timeoutSeconds: 0.5 }, { x: 21, milliseconds: 5000 }, 504, 'model_timeout'],
      ['out of memory', { memorySizeMb: 1 }, { x: 21 }, 502, 'model_error'],
    ])(
      'say that their function ran %s',
      { timeout: LIFE_MS },
      async (_how, change, input, status, code) => {
        await functions.changed('model-packaged', change, async () => {
          expect(await ask('packaged', input)).toMatchObject({ status, body: { code } });
        });
        expect(await ask('packaged')).toMatchObject(answered);
      },
    );

    it('say that the API lacks the permission to invoke them', { timeout: LIFE_MS }, async () => {
      await functions.without('-api', 'lambda:InvokeFunction', async () => {
        expect(await ask('packaged')).toMatchObject({ status: 500 });
      });
      await logged(/^iam DENIED role \S*-api\S* .*: lambda:InvokeFunction on \S*-model-packaged/);
      expect(await ask('packaged')).toMatchObject(answered);
    });

    it('say that their function lacks the permission to mount', { timeout: LIFE_MS }, async () => {
      await functions.without('model-mounted', 'elasticfilesystem:ClientMount', async () => {
        await functions.end('model-mounted');
        expect((await ask('mounted')).status).toBeGreaterThanOrEqual(500);
      });
      await logged(/EFSMountFailureException/);
      expect(await ask('mounted')).toMatchObject(answered);
    });
  });
}
