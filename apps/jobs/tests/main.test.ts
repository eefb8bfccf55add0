import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEPLOYMENT_FILE } from '@pilotlight/contracts';
import { expect, it, onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

const run = (environment: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, [MAIN], {
    env: { AWS_REGION: 'us-east-1', ...environment },
    input: '',
    encoding: 'utf8',
  });

it('without a deployment names the missing file, and the commands that create it', () => {
  const { status, stderr } = run();
  expect(status).toBe(1);
  expect(stderr).toMatch(/^deployment\.json cannot be read: .*apps\/jobs\/src\/deployment\.json/);
  expect(stderr).toContain('npx nx serve local');
});

it('with an incomplete deployment lists everything that is missing', () => {
  const directory = mkdtempSync(join(tmpdir(), 'pilotlight-deployment-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, DEPLOYMENT_FILE);
  writeFileSync(file, '{}');
  const { status, stderr } = run({ DEPLOYMENT_FILE: file });
  expect(status).toBe(1);
  for (const name of [
    'tableName',
    'bucketName',
    'scheduleRuleName',
    'activityIntervalSeconds',
    'tags',
    'models',
  ]) {
    expect(stderr).toContain(`/${name}: is missing`);
  }
  expect(stderr).toContain('npx nx serve local');
});
