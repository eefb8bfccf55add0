import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import type { Cloud } from '../src/cloud/index.ts';
import { EnvironmentFiles } from '../src/environment-files.ts';
import { temporaryDirectory } from './support/directory.ts';

const ENVIRONMENT = { DEPLOYMENTS: '{"m":{"endpointName":"e"}}', AWS_ACCESS_KEY_ID: 'ASIA1' };
const cloud = { lambda: { environmentOf: () => ENVIRONMENT } } as unknown as Cloud;

it('leaves a file by the short name that Node reads back, for its owner only, until it is removed', () => {
  const directory = join(temporaryDirectory(), 'functions');
  const files = new EnvironmentFiles(directory, 'pilotlight-local-');
  files.write(cloud, 'pilotlight-local-api-0123abc');

  const file = join(directory, 'api.env');
  expect(parseEnv(readFileSync(file, 'utf8'))).toEqual(ENVIRONMENT);
  expect(statSync(file).mode & 0o077).toBe(0);
  files.remove();
  expect(existsSync(directory)).toBe(false);
});
