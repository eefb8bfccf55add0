import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelDetail, Prediction, Upload } from '@pilotlight/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, request, until } from './asker.ts';
import type { Deployment } from './deployment.ts';
import { functionsOf } from './function-tools.ts';
import { inProcess } from './in-process-driver.ts';
import { permissionsOf, type Loss } from './permissions-of.ts';
import { PICTURES, writePictures } from './pictures-model.ts';
import { withStatementId } from './tamper.ts';
import { DOUBLE, workspaceWithDouble } from './workspace.ts';

const LIFE_MS = 120_000;
const LOG_MS = 30_000;
/** A copy of the model, served by jobs. */
const LATER = 'later';

/** Both functions do what is due for a job. */
const FUNCTIONS = ['-api', '-jobs'];
const EXECUTION = [`-${LATER}--async`];

const DENIED = { status: 500, body: { code: 'cloud_denied' } };

describe('without a permission', { timeout: LIFE_MS }, () => {
  let deployment: Deployment;
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pilotlight-permissions-'));
    const root = await workspaceWithDouble(directory, [], [DOUBLE, LATER]);
    await writePictures(join(root, 'libs/models', PICTURES));
    deployment = await inProcess({
      root,
      before: () => ['s3', 'sns'].forEach(withStatementId),
      config: {
        'pilotlight:models': JSON.stringify({
          [DOUBLE]: { serving: 'serverless' },
          [LATER]: { serving: 'async' },
          [PICTURES]: { serving: 'async' },
        }),
        'local:serverlessStartSeconds': '0.2',
        'local:asyncFirstInstances': '0',
      },
    });
  }, LIFE_MS);

  afterAll(async () => {
    await deployment.close();
    await rm(directory, { recursive: true, force: true });
  }, LIFE_MS);

  const without = <T>(loss: Loss, work: () => Promise<T>) =>
    permissionsOf(deployment.local).without(loss, work);

  const post = (path: string, body: object) =>
    request(`${deployment.url}/v1/models/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  /** The id of a new job. */
  async function job(input: object = { x: 21 }, model = LATER): Promise<string> {
    const { status, body } = await post(`${model}/predictions`, input);
    expect(status).toBe(202);
    return (body as Prediction).id;
  }

  const poll = (id: string) => request(`${deployment.url}/v1/predictions/${id}`);

  const ended = (id: string) =>
    until(`${id} has ended`, async () => {
      const found = (await poll(id)).body as Prediction;
      return found.finishedAt === undefined ? undefined : found;
    });

  const succeeded = { status: 'succeeded', output: { y: 42 } };

  const logged = (line: RegExp) =>
    until(
      `the log has ${String(line)}`,
      () => deployment.log.some((one) => line.test(one)) || undefined,
      LOG_MS,
    );

  /** What IAM's part of the log says. @param what the action and its resource */
  const denied = (role: string, what: string) =>
    logged(new RegExp(`^iam DENIED role \\S*${role}\\S* .*: ${what}`));

  /** What a function's log says, in any order of its fields. */
  const told = (event: string, what: string) =>
    logged(new RegExp(`^(?=.*"message":"${event}")(?=.*${what})`));

  async function announced(body: string) {
    const checksumSHA256 = createHash('sha256').update(body).digest('base64');
    const reply = await post(`${LATER}/uploads`, {
      contentType: 'application/json',
      bytes: Buffer.byteLength(body),
      checksumSHA256,
    });
    expect(reply.status).toBe(201);
    const { id, url, headers } = reply.body as Upload;
    return {
      id,
      put: async () => (await fetch(url, { method: 'PUT', headers, body })).status,
    };
  }

  describe('of the functions', () => {
    it('to ask for an instance, the alarm starts it', async () => {
      const action = 'sagemaker:UpdateEndpointWeightsAndCapacities';
      await without({ roles: FUNCTIONS, action }, async () => {
        expect(await ended(await job())).toMatchObject(succeeded);
      });
      await denied('-(api|jobs)', action);
      await told('instance_not_requested', 'UpdateEndpointWeightsAndCapacities');
    });

    it('to ask the serverless endpoint, a request fails', async () => {
      const action = 'sagemaker:InvokeEndpoint';
      await without({ roles: ['-api'], action }, async () => {
        expect(await ask(deployment.url)).toMatchObject(DENIED);
      });
      await denied('-api', `${action} on \\S*${DOUBLE}--serverless`);
      expect(await ask(deployment.url)).toMatchObject({ status: 200 });
    });

    it('to submit jobs, they end with the reason, or wait for it', async () => {
      const action = 'sagemaker:InvokeEndpointAsync';
      const waiting = await without({ roles: FUNCTIONS, action }, async () => {
        const first = await job();
        expect(await ended(first)).toMatchObject({
          status: 'failed',
          error: {
            code: 'cloud_denied',
            detail: expect.stringContaining('SageMaker (InvokeEndpointAsync)') as string,
          },
        });
        await denied('-(api|jobs)', `${action} on \\S*${LATER}--async`);
        return job();
      });
      expect(await ended(waiting)).toMatchObject(succeeded);
    });

    it('to look at the endpoint, its state is unknown, and its jobs are answered', async () => {
      const action = 'sagemaker:DescribeEndpoint';
      await without({ roles: FUNCTIONS, action }, async () => {
        // What the function saw last counts for a moment.
        const isUnknown = async () => {
          const { body } = await request(`${deployment.url}/v1/models/${LATER}`);
          return (body as ModelDetail).state.status === 'unknown' || undefined;
        };
        await until('its state is unknown', isUnknown, LOG_MS);
        expect(await ended(await job())).toMatchObject(succeeded);
      });
      await denied('-api', `${action} on \\S*${LATER}--async`);
      await told('state_not_known', 'DescribeEndpoint');
    });

    it('to write uploads, S3 refuses one, and takes it later', async () => {
      const { id, put } = await announced('{"x":21}');
      await without({ roles: ['-api'], action: 's3:PutObject', resource: 'uploads/' }, async () => {
        expect(await put()).toBe(403);
      });
      await denied('-api', `s3:PutObject on \\S*uploads/${id}`);
      expect(await put()).toBe(200);
      expect(await ended(id)).toMatchObject(succeeded);
    });

    it('to write inputs, a request fails', async () => {
      await without({ roles: ['-api'], action: 's3:PutObject', resource: 'inputs/' }, async () => {
        expect(await post(`${LATER}/predictions`, { x: 21 })).toMatchObject(DENIED);
      });
      await denied('-api', 's3:PutObject on \\S*inputs/');
    });

    it.each([
      ['outputs', { x: 21 }, succeeded],
      ['failures', { x: 13 }, { status: 'failed', error: { code: 'model_rejected' } }],
    ])('to read %s, a poll says so, and the job ends later', async (prefix, input, outcome) => {
      const resource = `${prefix}/`;
      const id = await without({ roles: FUNCTIONS, action: 's3:GetObject', resource }, async () => {
        const id = await job(input);
        await denied('-jobs', `s3:GetObject on \\S*${resource}${id}`);
        expect(await poll(id)).toMatchObject({
          ...DENIED,
          body: { detail: expect.stringContaining('S3 (HeadObject)') as string },
        });
        return id;
      });
      expect(await ended(id)).toMatchObject(outcome);
    });

    it('to write files, the job waits for it; to read them, their URLs fail', async () => {
      const files = { roles: FUNCTIONS, resource: 'files/' };
      const id = await without({ ...files, action: 's3:PutObject' }, async () => {
        const id = await job({ x: 1 }, PICTURES);
        await denied('-(api|jobs)', `s3:PutObject on \\S*files/${id}`);
        return id;
      });
      const { files: [file] = [] } = await ended(id);
      const read = async () => (await fetch(file?.url ?? '')).status;
      await without({ ...files, action: 's3:GetObject' }, async () => {
        expect(await read()).toBe(403);
      });
      await denied('-api', `s3:GetObject on \\S*files/${id}`);
      expect(await read()).toBe(200);
    });
  });

  describe('of the endpoint', () => {
    it.each([
      ['read inputs', 's3:GetObject', 'inputs/'],
      ['write answers', 's3:PutObject', 'outputs/'],
    ])('to %s, a job ends with the reason', async (_what, action, resource) => {
      const id = await without({ roles: EXECUTION, action, resource }, async () => {
        const id = await job();
        expect(await ended(id)).toMatchObject({
          status: 'failed',
          error: { code: 'cloud_denied' },
        });
        return id;
      });
      await denied(`${LATER}--async`, `${action} on \\S*${resource}${id}`);
      await told('job_denied', `${action} on resource: \\S*${resource}${id}`);
    });

    it('to write failures, a job ends as SageMaker announces it', async () => {
      const loss = { roles: EXECUTION, action: 's3:PutObject', resource: 'failures/' };
      const id = await without(loss, async () => {
        const id = await job({ x: 13 });
        await logged(new RegExp(`the failure of ${id} cannot be written`));
        return id;
      });
      expect(await ended(id)).toMatchObject({
        status: 'failed',
        error: { code: 'model_rejected' },
      });
    });

    it('to publish, the schedule ends a job', async () => {
      await without({ roles: EXECUTION, action: 'sns:Publish' }, async () => {
        const id = await job();
        await logged(new RegExp(`the end of ${id} cannot be published: .*sns:Publish`));
        await told('job_ended', id);
        expect(await ended(id)).toMatchObject(succeeded);
      });
    });
  });

  describe('to invoke the jobs function', () => {
    /** Not given back: each service needs its own. */
    const taken = (service: string) => {
      const { lambda } = deployment.local.context.cloud;
      const name = functionsOf(deployment.local)
        .names()
        .find((one) => one.includes('-jobs'));
      lambda.removePermission(name ?? '', service);
    };

    it('S3 starts no job, and the schedule does', async () => {
      taken('s3');
      const { id, put } = await announced('{"x":21}');
      expect(await put()).toBe(200);
      await logged(/^s3\/\S+ NOT DELIVERED to \S*-jobs\S*: .*not authorized/);
      await told('job_ended', id);
      expect(await ended(id)).toMatchObject(succeeded);
    });

    it('SNS ends no job, and the schedule does', async () => {
      taken('sns');
      const id = await job();
      await logged(/^sns\/\S+ NOT DELIVERED to \S*-jobs\S*: .*not authorized/);
      await told('job_ended', id);
      expect(await ended(id)).toMatchObject(succeeded);
    });
  });
});
