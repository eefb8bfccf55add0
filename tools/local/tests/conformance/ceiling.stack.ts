import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory } from '../support/directory.ts';
import { answer, ask, asleep, QUESTION, request } from './asker.ts';
import { inProcess } from './in-process-driver.ts';
import { endpoints } from './processes.ts';
import { useUpTheDay } from './use-up-the-day.ts';
import { DOUBLE } from './workspace.ts';

const LIFE_MS = 120_000;

interface Detail {
  readonly cost?: {
    readonly awakeSeconds: number;
    readonly today: { readonly awakeSeconds: number };
  };
}

it(
  'a stack with a daily ceiling reports its cost, and refuses wakes once the ceiling is reached',
  { timeout: LIFE_MS },
  async () => {
    const environmentDirectory = join(temporaryDirectory(), 'functions');
    const config = { 'pilotlight:awakeHoursPerDay': '0.5' };
    const deployment = await inProcess({ config, environmentDirectory });
    onTestFinished(() => deployment.close(), LIFE_MS);
    const { url } = deployment;

    const { location } = await ask(url);
    await answer(url, location);
    await asleep(url);
    const { cost } = (await request(`${url}/v1/models/${DOUBLE}`)).body as Detail;
    expect(cost).toMatchObject({
      instanceType: 'ml.t2.medium',
      pricePerHourUsd: 0.056,
      today: { ceilingSeconds: 1800 },
    });
    // It was idle for at least six seconds before it fell asleep.
    expect(cost?.awakeSeconds).toBeGreaterThan(5);
    expect(cost?.awakeSeconds).toBeLessThan(LIFE_MS / 1000);
    expect(cost?.today.awakeSeconds).toBe(cost?.awakeSeconds);

    await useUpTheDay(environmentDirectory);
    const post = (path: string, body?: string) =>
      fetch(`${url}/v1/models/${DOUBLE}/${path}`, {
        method: 'POST',
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body }),
      });
    for (const response of [
      await post('predictions', JSON.stringify(QUESTION.input)),
      await post('wake'),
    ]) {
      expect(response.status).toBe(429);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await response.json()).toMatchObject({
        code: 'awake_ceiling',
        detail: expect.stringMatching(/awake for 0\.5 hours a day .* 00:00 UTC on\.$/) as string,
      });
    }
    expect(endpoints()).toEqual([]);
  },
);
