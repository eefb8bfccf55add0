import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { DEPLOYMENT_FILE } from '@pilotlight/contracts';
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

/** A file with the deployment of a function; removed when the test ends. */
function deploymentFile(deployment: Readonly<Record<string, unknown>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'pilotlight-deployment-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, DEPLOYMENT_FILE);
  writeFileSync(file, JSON.stringify(deployment));
  return file;
}

it('without a deployment names the missing file, and the commands that create it', async () => {
  const { code, errors } = await run({});
  expect(code).toBe(1);
  expect(errors).toMatch(/^deployment\.json cannot be read: .*apps\/api\/src\/deployment\.json/);
  expect(errors).toContain('npx nx serve local');
});

it('names a port that is already in use', async () => {
  const other = createServer();
  onTestFinished(() => void other.close());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const { code, errors } = await run({
    PORT: String(port),
    DEPLOYMENT_FILE: deploymentFile({
      tableName: 'table',
      bucketName: 'bucket',
      scheduleRuleName: 'rule',
      activityIntervalSeconds: 60,
      tags: {},
      models: [],
    }),
  });
  expect(code).toBe(1);
  expect(errors).toContain(`127.0.0.1:${port}`);
  expect(errors).toContain('Set PORT to a free one');
});
