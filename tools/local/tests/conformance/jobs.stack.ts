import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Prediction, Upload } from '@pilotlight/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment } from './deployment.ts';
import { until } from './asker.ts';
import { inProcess } from './in-process-driver.ts';
import { workspaceWithDouble } from './workspace.ts';

const LIFE_MS = 120_000;

const JSON_TYPE = { 'content-type': 'application/json' };

describe('a model that is served asynchronously', { timeout: LIFE_MS }, () => {
  let deployment: Deployment;
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'pilotlight-jobs-'));
    deployment = await inProcess({
      root: await workspaceWithDouble(directory, []),
      config: { 'pilotlight:models': JSON.stringify({ double: { serving: 'async' } }) },
    });
  }, LIFE_MS);

  afterAll(async () => {
    await deployment.close();
    await rm(directory, { recursive: true, force: true });
  }, LIFE_MS);

  const post = (path: string, body: string, headers = JSON_TYPE) =>
    fetch(`${deployment.url}/v1/models/double/${path}`, { method: 'POST', headers, body });

  const read = async (id: string) =>
    (await (await fetch(`${deployment.url}/v1/predictions/${id}`)).json()) as Prediction;

  const ended = (id: string) =>
    until(`${id} has ended`, async () => {
      const found = await read(id);
      return found.finishedAt === undefined ? undefined : found;
    });

  /** Again after a 503, as a client does: on a busy machine a call to AWS may take longer than its limit. */
  const asked = (input: object): Promise<Prediction> =>
    until('a job is accepted', async () => {
      const response = await post('predictions', JSON.stringify(input));
      if (response.status === 503) return undefined;
      expect(response.status).toBe(202);
      return (await response.json()) as Prediction;
    });

  const announced = async (body: string): Promise<Upload> => {
    const checksumSHA256 = createHash('sha256').update(body).digest('base64');
    const bytes = Buffer.byteLength(body);
    const announcement = { contentType: 'application/json', bytes, checksumSHA256 };
    const response = await post('uploads', JSON.stringify(announcement));
    expect(response.status).toBe(201);
    return (await response.json()) as Upload;
  };

  const put = (upload: Upload, body: string, headers = upload.headers) =>
    fetch(upload.url, { method: 'PUT', headers, body });

  it('answers a request by its id', async () => {
    const { id, steps } = await asked({ x: 21 });
    expect(steps?.map(({ name }) => name)).toEqual(['accepted', 'uploaded', 'submitted']);
    const found = await ended(id);
    expect(found).toMatchObject({ status: 'succeeded', output: { y: 42 }, servedBy: 'async' });
    expect(found.steps).toHaveLength(5);
  });

  it('answers an upload, which starts its job by itself', async () => {
    const body = JSON.stringify({ x: 4 });
    const upload = await announced(body);
    expect(await read(upload.id)).toMatchObject({
      status: 'queued',
      steps: [{ name: 'accepted' }],
    });
    expect((await put(upload, body)).status).toBe(200);
    // Nobody polls: S3's event submits it, and SageMaker's ends it.
    const logged = (line: RegExp) =>
      until(
        `the log has ${String(line)}`,
        () => deployment.log.some((one) => line.test(one)) || undefined,
      );
    await logged(new RegExp(`job_ended.*${upload.id}|${upload.id}.*job_ended`));
    expect(await read(upload.id)).toMatchObject({ status: 'succeeded', output: { y: 8 } });
  });

  it('takes an upload only as it was announced, and once', async () => {
    const body = JSON.stringify({ x: 5 });
    const upload = await announced(body);
    expect((await put(upload, JSON.stringify({ x: 50 }))).status).toBe(403);
    expect((await put(upload, JSON.stringify({ x: 6 }))).status).toBe(400);
    const other = { ...upload.headers, 'content-type': 'text/plain' };
    expect((await put(upload, body, other)).status).toBe(403);
    expect((await put(upload, body)).status).toBe(200);
    expect((await put(upload, body)).status).toBe(412);
    expect(await ended(upload.id)).toMatchObject({ output: { y: 10 } });
  });

  it("refuses an input with the model's words, and tells nothing of what fails inside it", async () => {
    const [refused, failed] = [await asked({ x: 13 }), await asked({ x: 666 })];
    expect(await ended(refused.id)).toMatchObject({
      status: 'failed',
      error: {
        code: 'model_rejected',
        detail: expect.stringContaining('13 brings bad luck') as string,
      },
    });
    const { error } = await ended(failed.id);
    expect(error).toMatchObject({ code: 'model_error' });
    expect(error?.detail).not.toContain('secret');
  });

  it('answers several at once', async () => {
    const jobs = await Promise.all([1, 2, 3, 4].map((x) => asked({ x })));
    const outputs = (await Promise.all(jobs.map(({ id }) => ended(id)))).map(
      ({ output }) => output,
    );
    expect(outputs).toEqual([{ y: 2 }, { y: 4 }, { y: 6 }, { y: 8 }]);
  });
});
