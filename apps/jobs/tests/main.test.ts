import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

it('without an environment lists all missing variables, and the commands that create them', () => {
  const { status, stderr } = spawnSync(process.execPath, [MAIN], {
    env: { AWS_REGION: 'us-east-1' },
    input: '',
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  for (const name of [
    'TABLE_NAME',
    'BUCKET_NAME',
    'DEPLOYMENTS',
    'SCHEDULE_RULE_NAME',
    'ACTIVITY_INTERVAL_SECONDS',
    'INSTANCE_TYPE',
  ]) {
    expect(stderr).toContain(`${name}: is missing`);
  }
  expect(stderr).toContain('npx nx serve local');
});
