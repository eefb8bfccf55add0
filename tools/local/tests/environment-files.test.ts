import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import type { Cloud } from '../src/cloud/index.ts';
import { EnvironmentFiles } from '../src/environment-files.ts';
import { temporaryDirectory } from './support/directory.ts';

const ENVIRONMENT = { DEPLOYMENTS: '{"m":{"endpointName":"e"}}', AWS_ACCESS_KEY_ID: 'ASIA1' };
const OWNER = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_SECRET_ACCESS_KEY: 'a+/b=' };
const cloud = {
  lambda: { environmentOf: () => ENVIRONMENT },
  ownerEnvironment: () => OWNER,
} as unknown as Cloud;

it("writes a file with the function's short name that Node can parse, readable by its owner only, and removes it", () => {
  const directory = join(temporaryDirectory(), 'functions');
  const files = new EnvironmentFiles(directory, 'pilotlight-local-');
  files.write(cloud, 'pilotlight-local-api-0123abc');

  const file = join(directory, 'api.env');
  expect(parseEnv(readFileSync(file, 'utf8'))).toEqual(ENVIRONMENT);
  expect(statSync(file).mode & 0o077).toBe(0);
  files.remove();
  expect(existsSync(directory)).toBe(false);
});

it("writes the owner's variables for a shell to source", () => {
  const directory = join(temporaryDirectory(), 'env');
  new EnvironmentFiles(directory, 'pilotlight-local-').writeOwner(cloud);

  const file = join(directory, 'owner.env');
  const told = execFileSync('sh', [
    '-c',
    `. ${file} && echo "$AWS_ENDPOINT_URL $AWS_SECRET_ACCESS_KEY"`,
  ]);
  expect(told.toString().trim()).toBe('http://127.0.0.1:1 a+/b=');
  expect(statSync(file).mode & 0o077).toBe(0);
});
