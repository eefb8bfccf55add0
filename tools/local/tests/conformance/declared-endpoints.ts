import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, ask, QUESTION, request, until, type Reply } from './asker.ts';
import type { Deployment, Driver } from './deployment.ts';
import { children, endpoints } from './processes.ts';
import { DOUBLE, workspaceWithDouble } from './workspace.ts';

const LIFE = { timeout: 300_000 };
/** A copy of the model, served by jobs. */
const LATER = 'later';

const { output } = QUESTION;
const succeeded = expect.objectContaining({ status: 'succeeded', output }) as unknown;

/** Endpoints that the program declares: one model on a serverless endpoint, one on an asynchronous one. */
export function describeDeclaredEndpoints(name: string, driver: Driver): void {
  describe(`declared endpoints, deployed by ${name}`, () => {
    let directory: string;
    let deployment: Deployment;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'pilotlight-declared-'));
      deployment = await driver({
        root: await workspaceWithDouble(directory, [], [DOUBLE, LATER]),
        config: {
          'pilotlight:models': JSON.stringify({
            [DOUBLE]: { serving: 'serverless', maxConcurrency: 1 },
            [LATER]: { serving: 'async', maxInstances: 1 },
          }),
          'local:serverlessStartSeconds': '0.2',
        },
      });
    }, LIFE.timeout);
    afterAll(async () => {
      await deployment.close();
      await rm(directory, { recursive: true, force: true });
      expect(children()).toEqual([]);
    }, LIFE.timeout);

    const askLater = (): Promise<Reply> =>
      request(`${deployment.url}/v1/models/${LATER}/predictions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(QUESTION.input),
      });
    const laterState = async () => {
      const { body } = await request(`${deployment.url}/v1/models/${LATER}`);
      return (body as { state: { status: string } }).state.status;
    };

    it(
      'a serverless endpoint answers each of several requests, though it takes one at a time',
      LIFE,
      async () => {
        const { url } = deployment;
        const replies = await Promise.all([1, 2, 3, 4].map(() => ask(url)));
        const answers = await Promise.all(
          replies.map(({ status, location, body }) =>
            status === 202 ? answer(url, location) : body,
          ),
        );
        expect(answers).toEqual(replies.map(() => expect.objectContaining({ output })));
      },
    );

    it(
      'an asynchronous endpoint answers jobs, loses its instance, and gets one for the next job',
      LIFE,
      async () => {
        const { url, log } = deployment;
        const first = await askLater();
        expect(first.status).toBe(202);
        expect(await answer(url, first.location)).toEqual(succeeded);
        // Fifteen of AWS's minutes without a job.
        await until('it is asleep', async () => (await laterState()) === 'asleep' || undefined);
        expect(log.join('\n')).toMatch(/sets 0 instances, as TargetTracking-.*-AlarmLow says/);
        // Only a new instance can answer it. On a busy machine that is gone again before its state could be read.
        const next = await askLater();
        expect(await answer(url, next.location)).toEqual(succeeded);
      },
    );

    it('is destroyed with a job in the queue, and nothing is left', LIFE, async () => {
      const { local } = deployment;
      await until('it is asleep', async () => (await laterState()) === 'asleep' || undefined);
      expect((await askLater()).status).toBe(202);
      await local.provisioner.destroy();
      expect(local.provisioner.existing).toEqual([]);
      expect(endpoints()).toEqual([]);
    });
  });
}
