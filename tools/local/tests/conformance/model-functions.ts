import { mkdtemp, rename, rm } from 'node:fs/promises';
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
    const succeeded = { status: 'succeeded', output: { y: 42 } };
    const logged = (line: RegExp, from = 0) =>
      until(
        `the log has ${String(line)}`,
        () => deployment.log.slice(from).some((one) => line.test(one)) || undefined,
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
      expect(await answer(deployment.url, location)).toMatchObject(succeeded);
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

    describe('when a permission is missing', () => {
      const denied = (role: string, what: string) =>
        logged(new RegExp(`^iam DENIED role \\S*${role}\\S* .*: ${what}`));

      it('of the API to invoke them, a request fails', { timeout: LIFE_MS }, async () => {
        await functions.without('-api', 'lambda:InvokeFunction', async () => {
          expect(await ask('packaged')).toMatchObject({
            status: 500,
            body: { code: 'cloud_denied' },
          });
        });
        await denied('-api', 'lambda:InvokeFunction on \\S*-model-packaged');
      });

      it(
        'of the jobs function, a parked prediction waits for it',
        { timeout: LIFE_MS },
        async () => {
          let location: string | null = null;
          await functions.without('-jobs', 'lambda:InvokeFunction', async () => {
            await functions.changed('model-packaged', { reservedConcurrency: 0 }, async () => {
              ({ location } = await ask('packaged'));
            });
            await denied('-jobs', 'lambda:InvokeFunction on \\S*-model-packaged');
          });
          expect(await answer(deployment.url, location)).toMatchObject(succeeded);
        },
      );

      it('to mount, a prediction waits for the function', { timeout: LIFE_MS }, async () => {
        let location: string | null = null;
        await functions.without('model-mounted', 'elasticfilesystem:ClientMount', async () => {
          functions.renew('model-mounted');
          const parked = await ask('mounted');
          expect(parked.status).toBe(202);
          location = parked.location;
        });
        await logged(/EFSMountFailureException.* access denied because no .*ClientMount/);
        expect(await answer(deployment.url, location)).toMatchObject(succeeded);
      });

      it.each(['model-mounted', 'loader'])(
        'to be in a network, %s is not deployed',
        { timeout: LIFE_MS },
        async (part) => {
          await functions.without(part, 'ec2:CreateNetworkInterface', () =>
            expect(functions.check(part)).rejects.toThrow('call CreateNetworkInterface on EC2'),
          );
          await functions.check(part);
        },
      );

      it('of the loader to write, it copies nothing', { timeout: LIFE_MS }, async () => {
        await functions.without('-loader', 'elasticfilesystem:ClientWrite', async () => {
          functions.renew('-loader');
          const { errorMessage } = await functions.invoke('-loader', { files: 'tidy', used: [] });
          expect(errorMessage).toMatch(/^EROFS: read-only file system/);
        });
        functions.renew('-loader');
      });

      it('of the loader to read its bundles, it copies nothing', { timeout: LIFE_MS }, async () => {
        // It tries for two minutes, as a new policy may not be known everywhere yet.
        const soon = { timeoutSeconds: 3 };
        await functions.changed('-loader', soon, () =>
          functions.without('-loader', 's3:GetObject', async () => {
            const { errorMessage } = await functions.invoke('-loader', {
              ...{ files: 'load', model: 'mounted', hash: '0'.repeat(64), program: 'program' },
              ...functions.objectOf('functions/efs/mounted/'),
            });
            expect(errorMessage).toMatch(/Task timed out after 3\.00 seconds$/);
          }),
        );
        await denied('-loader', 's3:GetObject on');
      });
    });

    describe('a model on a file system', () => {
      /** The folder of the model, from the loader's log. */
      const folder = () => {
        const line = deployment.log.find((one) => one.includes('"message":"load"')) ?? '';
        return /"folder":"([^"]+)"/.exec(line)?.[1] ?? '';
      };
      it.each(['.complete', 'model.onnx', 'program/index.mjs'])(
        'without %s says so, and answers once it is there',
        { timeout: LIFE_MS },
        async (file) => {
          const path = join(folder(), file);
          const before = deployment.log.length;
          await rename(path, `${path}.away`);
          functions.renew('model-mounted');
          const { status, location } = await ask('mounted');
          expect(status).toBe(202);
          await logged(/model-mounted.*"code":"model_not_loaded"/, before);
          await rename(`${path}.away`, path);
          expect(await answer(deployment.url, location)).toMatchObject(succeeded);
        },
      );
    });
  });
}
