import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import type { Cloud } from '../src/cloud/index.ts';
import { EnvironmentFiles } from '../src/environment-files.ts';
import { temporaryDirectory } from './support/directory.ts';

const ENVIRONMENT = { AWS_ACCESS_KEY_ID: 'ASIA1', AWS_SESSION_TOKEN: 'a+/b=' };
const OWNER = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_SECRET_ACCESS_KEY: 'a+/b=' };
const cloudOf = (codeDirectory: string) =>
  ({
    lambda: {
      environmentOf: () => ({ ...ENVIRONMENT }),
      codeDirectoryOf: () => codeDirectory,
    },
    ownerEnvironment: () => OWNER,
  }) as unknown as Cloud;

it("writes a file with the function's short name that Node can parse, and its deployment beside it, readable by its owner only, and removes them", () => {
  const directory = join(temporaryDirectory(), 'functions');
  const code = temporaryDirectory();
  writeFileSync(join(code, 'deployment.json'), '{"models":[]}');
  const files = new EnvironmentFiles(directory, 'pilotlight-local-');
  files.write(cloudOf(code), 'pilotlight-local-api-0123abc');

  const file = join(directory, 'api.env');
  const deployment = join(directory, 'api.deployment.json');
  const variables = { ...ENVIRONMENT, DEPLOYMENT_FILE: deployment };
  expect(parseEnv(readFileSync(file, 'utf8'))).toEqual(variables);
  expect(readFileSync(deployment, 'utf8')).toBe('{"models":[]}');
  for (const one of [file, deployment]) expect(statSync(one).mode & 0o077).toBe(0);
  files.remove();
  expect(existsSync(directory)).toBe(false);
});

it('writes no DEPLOYMENT_FILE for a function without one', () => {
  const directory = join(temporaryDirectory(), 'functions');
  const files = new EnvironmentFiles(directory, 'pilotlight-local-');
  files.write(cloudOf(temporaryDirectory()), 'pilotlight-local-other');

  expect(parseEnv(readFileSync(join(directory, 'other.env'), 'utf8'))).toEqual(ENVIRONMENT);
});

it("writes the owner's variables for a shell to source", () => {
  const directory = join(temporaryDirectory(), 'env');
  new EnvironmentFiles(directory, 'pilotlight-local-').writeOwner(cloudOf(directory));

  const file = join(directory, 'owner.env');
  const told = execFileSync('sh', [
    '-c',
    `. ${file} && echo "$AWS_ENDPOINT_URL $AWS_SECRET_ACCESS_KEY"`,
  ]);
  expect(told.toString().trim()).toBe('http://127.0.0.1:1 a+/b=');
  expect(statSync(file).mode & 0o077).toBe(0);
});
