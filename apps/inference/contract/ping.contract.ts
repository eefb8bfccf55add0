import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { invoke, JSON_LINES, url } from './support/client.ts';
import { manyInputs } from './support/model.ts';

test('a healthy container answers 200 with an empty body', async () => {
  const response = await fetch(`${url}/ping`);
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('a ping may be a HEAD', async () => {
  const response = await fetch(`${url}/ping`, { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('answers within 100 ms while every worker is busy', async () => {
  const [callers, records, pings] = [8, 60, 20];
  const body = manyInputs(records).map((input) => JSON.stringify(input));
  let done = false;
  const statuses: number[] = [];
  const busy = Array.from({ length: callers }, async () => {
    do {
      const response = await invoke(body.join('\n'), JSON_LINES);
      await response.arrayBuffer();
      statuses.push(response.status);
    } while (!done);
  });
  const milliseconds: number[] = [];
  try {
    await after(200);
    for (let turn = 0; turn < pings; turn++) {
      const started = performance.now();
      const response = await fetch(`${url}/ping`);
      await response.arrayBuffer();
      milliseconds.push(performance.now() - started);
      expect(response.status).toBe(200);
      await after(20);
    }
  } finally {
    done = true;
    await Promise.all(busy);
  }
  const median = milliseconds.sort((a, b) => a - b)[pings / 2] ?? Infinity;
  expect(median).toBeLessThan(100);
  // Otherwise it was not busy.
  expect(new Set(statuses)).toEqual(new Set([200]));
});
