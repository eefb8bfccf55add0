import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DEPLOYMENT_FILE, type Deployment } from '@pilotlight/contracts';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { readDeployment } from '../src/read-deployment.ts';

const deployment: Deployment = {
  tableName: 'table',
  bucketName: 'bucket',
  scheduleRuleName: 'rule',
  activityIntervalSeconds: 60,
  tags: {},
  models: [],
};

afterEach(() => vi.unstubAllEnvs());

/** The URL of a bundle that has `written` as its deployment. */
function bundleWith(written: object): string {
  const directory = mkdtempSync(join(tmpdir(), 'pilotlight-deployment-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, DEPLOYMENT_FILE), JSON.stringify(written));
  return pathToFileURL(join(directory, 'index.mjs')).href;
}

it('reads the file beside the bundle', () => {
  vi.stubEnv('DEPLOYMENT_FILE', undefined);
  expect(readDeployment(bundleWith(deployment))).toEqual(deployment);
});

it('reads the file that DEPLOYMENT_FILE names, and lists everything that it lacks', () => {
  const bundle = bundleWith(deployment);
  const incomplete = new URL(DEPLOYMENT_FILE, bundleWith({}));
  vi.stubEnv('DEPLOYMENT_FILE', incomplete.pathname);
  for (const name of Object.keys(deployment)) {
    expect(() => readDeployment(bundle)).toThrow(`/${name}: is missing`);
  }
});

it('names a file that is missing', () => {
  vi.stubEnv('DEPLOYMENT_FILE', undefined);
  expect(() => readDeployment('file:///nowhere/index.mjs')).toThrow(
    /^deployment\.json cannot be read: .*\/nowhere\/deployment\.json/,
  );
});
