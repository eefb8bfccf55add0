import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { inProcess } from '../conformance/in-process-driver.ts';
import { ROOT } from '../conformance/workspace.ts';

/** Installed from requirements.txt; the variable SCHEMATHESIS names another one. */
const SCHEMATHESIS = process.env['SCHEMATHESIS'] ?? join(ROOT, '.nx/openapi/bin/st');
const HOOKS = resolve(import.meta.dirname, 'hooks.py');
const EXAMPLES_AN_OPERATION = 50;
const RUN_MS = 180_000;
const LIFE_MS = RUN_MS + 60_000;

it('answers requests of any kind as /openapi.json says', { timeout: LIFE_MS }, async () => {
  // The endpoint wakes once and stays awake, so that both answers occur: 202 and 200.
  const deployment = await inProcess({
    root: ROOT,
    config: { 'pilotlight:idleMinutes': '30', 'local:scheduleMinuteSeconds': '60' },
  });
  onTestFinished(() => deployment.close());
  const directory = mkdtempSync(join(tmpdir(), 'pilotlight-openapi-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const child = spawn(
    SCHEMATHESIS,
    [
      'run',
      `${deployment.url}/openapi.json`,
      '--checks=all',
      `--max-examples=${EXAMPLES_AN_OPERATION}`,
      '--rate-limit=45/s', // below the stage's rate limit, or most answers would be 429
      '--continue-on-failure',
      '--warnings=off',
      '--no-color',
    ],
    // Schemathesis writes its database of examples to its working directory.
    { cwd: directory, env: { ...process.env, SCHEMATHESIS_HOOKS: HOOKS }, timeout: RUN_MS },
  );
  const ended = once(child, 'exit');
  const [report, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await ended) as [number | null];
  process.stdout.write(report.slice(report.indexOf('= SUMMARY =')));
  expect(code, `${report}\n${errors}`).toBe(0);
});
