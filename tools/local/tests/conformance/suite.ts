import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, ask, asleep, QUESTION, request, until } from './asker.ts';
import type { Deployment, Driver } from './deployment.ts';
import { functionObjects } from './function-objects.ts';
import { children, endpoints } from './processes.ts';
import { putOut } from './put-out.ts';
import { withoutFile, withoutPermission, withoutRoute } from './tamper.ts';

const BURST = 20;
const LIFE_MS = 300_000;
/** Twelve seconds: on a busy machine, reading the answers of a burst takes longer than the six of other tests. */
const config = { 'pilotlight:idleMinutes': '0.2' };

const { output } = QUESTION;
const succeeded = expect.objectContaining({ status: 'succeeded', output }) as unknown;

/** What must hold for the deployed stack, whichever driver deployed it. */
export function describeConformance(name: string, driver: Driver): void {
  describe(`the stack, deployed by ${name}`, () => {
    let deployment: Deployment;
    beforeAll(async () => void (deployment = await driver({ config })), LIFE_MS);
    afterAll(async () => {
      await deployment.close();
      expect(children()).toEqual([]);
    }, LIFE_MS);

    it(
      'creates one endpoint for twenty simultaneous first requests',
      { timeout: LIFE_MS },
      async () => {
        const { url, log } = deployment;
        await asleep(url);
        const replies = await Promise.all(Array.from({ length: BURST }, () => ask(url)));
        // The endpoint may be awake before a slow function instance has asked it.
        const parked = replies.filter(({ status }) => status === 202);
        expect(parked).not.toHaveLength(0);
        expect(new Set(parked.map(({ location }) => location)).size).toBe(parked.length);
        const answers = await Promise.all(
          replies.map(({ status, location, body }) =>
            status === 202 ? answer(url, location) : body,
          ),
        );
        expect(answers).toEqual(
          replies.map(({ status }) =>
            status === 202 ? succeeded : expect.objectContaining({ output }),
          ),
        );
        expect(log.filter((line) => line.includes('"message":"endpoint_created"'))).toHaveLength(1);
        expect(endpoints()).toHaveLength(1);
      },
    );

    it('makes one prediction of a POST retried with its key', { timeout: LIFE_MS }, async () => {
      const { url } = deployment;
      await putOut(deployment);
      await asleep(url);
      const key = `"retried-${Date.now()}"`;
      const replies = await Promise.all([1, 2, 3].map(() => ask(url, key)));
      const [location = null, ...others] = new Set(
        replies.filter(({ status }) => status === 202).map((reply) => reply.location),
      );
      expect(others).toEqual([]);
      expect(await answer(url, location)).toEqual(succeeded);
      // It may be answered before a slow function instance has asked for it.
      for (const { status, body } of replies) {
        if (status !== 202)
          expect({ status, body }).toMatchObject({ status: 200, body: { output } });
      }
      expect(await ask(url, key)).toMatchObject({ status: 200, body: { output } });
    });

    it(
      'answers at once while it is awake, falls asleep when it is idle, and wakes again',
      { timeout: LIFE_MS },
      async () => {
        const { url } = deployment;
        await until('it is awake', async () => (await ask(url)).status === 200 || undefined);
        expect(await ask(url)).toMatchObject({ status: 200, body: { output } });
        expect(endpoints()).toHaveLength(1);

        await asleep(url);
        await until('the endpoint has no process', () => endpoints().length === 0 || undefined);
        const again = await ask(url);
        expect(again).toMatchObject({ status: 202, location: expect.any(String) as unknown });
        expect(await answer(url, again.location)).toEqual(succeeded);
      },
    );

    it(
      'lets its functions store what is too large for the table',
      { timeout: LIFE_MS },
      async () => {
        await ask(deployment.url);
        const { put, get } = functionObjects(deployment);
        await put('predictions/an-id/input.json', '"large"');
        expect(await get('predictions/an-id/input.json')).toBe('"large"');
        await expect(get('predictions/none')).rejects.toMatchObject({ name: 'NoSuchKey' });
        await expect(put('elsewhere', '1')).rejects.toMatchObject({ name: 'AccessDenied' });
      },
    );

    it('serves the page', async () => {
      const page = await request(deployment.url);
      expect(page).toMatchObject({
        status: 200,
        body: expect.stringContaining('<!doctype html>') as unknown,
      });
    });
  });

  describe(`the stack, deployed by ${name}, fails without`, () => {
    /** The status of the first prediction, and the cloud's log. */
    async function firstPrediction(before: () => void) {
      const deployment = await driver({ before });
      try {
        const { status } = await ask(deployment.url);
        return { status, log: deployment.log.join('\n') };
      } finally {
        await deployment.close();
      }
    }

    it('a permission', { timeout: LIFE_MS }, async () => {
      const { status, log } = await firstPrediction(() => withoutPermission('events:EnableRule'));
      expect(status).toBe(500);
      expect(log).toMatch(/is not authorized to perform: events:EnableRule on resource/);
    });

    it('the file that describes the deployment', { timeout: LIFE_MS }, async () => {
      const { status, log } = await firstPrediction(() => withoutFile('deployment.json'));
      expect(status).toBe(500);
      expect(log).toMatch(/deployment\.json cannot be read/);
    });

    it('a route', { timeout: LIFE_MS }, async () => {
      const routeKey = 'ANY /v1/models/{model}/predictions';
      const { status, log } = await firstPrediction(() => withoutRoute(routeKey));
      expect(status).toBe(404);
      expect(log).toMatch(/POST \/v1\/models\/double\/predictions/);
    });
  });
}
