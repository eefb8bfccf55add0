import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

it('without a deployment names the missing file, and the commands that create it', () => {
  const { status, stderr } = spawnSync(process.execPath, [MAIN], {
    env: { AWS_REGION: 'us-east-1' },
    input: '',
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^deployment\.json cannot be read: .*apps\/reaper\/src\/deployment\.json/);
  expect(stderr).toContain('npx nx serve local');
});
