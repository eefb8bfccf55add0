import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

async function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: { AWS_REGION: 'us-east-1', ...environment },
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [code, errors] = await Promise.all([exit, text(child.stderr)]);
  return { code, errors };
}

it('without an environment lists all missing variables, and the commands that create them', async () => {
  const { code, errors } = await run({});
  expect(code).toBe(1);
  for (const name of [
    'TABLE_NAME',
    'BUCKET_NAME',
    'DEPLOYMENTS',
    'SCHEDULE_RULE_NAME',
    'ACTIVITY_INTERVAL_SECONDS',
    'INSTANCE_TYPE',
  ]) {
    expect(errors).toContain(`${name}: is missing`);
  }
  expect(errors).toContain('npx nx serve local');
});

it('names a port that is already in use', async () => {
  const other = createServer();
  onTestFinished(() => void other.close());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const { code, errors } = await run({
    PORT: String(port),
    TABLE_NAME: 'table',
    BUCKET_NAME: 'bucket',
    DEPLOYMENTS: '{}',
    SCHEDULE_RULE_NAME: 'rule',
    ACTIVITY_INTERVAL_SECONDS: '60',
    INSTANCE_TYPE: 'ml.m5.large',
  });
  expect(code).toBe(1);
  expect(errors).toContain(`127.0.0.1:${port}`);
  expect(errors).toContain('Set PORT to a free one');
});
