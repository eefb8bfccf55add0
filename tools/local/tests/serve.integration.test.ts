import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { LocalStack } from '../src/local-stack.ts';
import { createProvisioner } from '../src/resources/index.ts';
import { serve } from '../src/serve.ts';
import { recordingContext } from './support/context.ts';
import { temporaryDirectory } from './support/directory.ts';

it('creates an empty backend, and a file that points a shell to it and to the provider', async () => {
  const { context } = recordingContext();
  const root = temporaryDirectory();
  const stale = join(root, '.pilotlight/pulumi/stale');
  mkdirSync(join(stale, '..'), { recursive: true });
  writeFileSync(stale, '');
  const { provider, exportsFile } = await serve({
    context,
    provisioner: createProvisioner(context),
    project: { name: 'fixture', root },
    stack: 'local',
    settings: { providerPort: 0 },
  } as LocalStack);
  onTestFinished(() => provider.close());

  expect(existsSync(stale)).toBe(false);
  const checkpoint = join(root, '.pilotlight/pulumi/.pulumi/stacks/fixture/local.json');
  expect(JSON.parse(readFileSync(checkpoint, 'utf8'))).toEqual({
    version: 3,
    checkpoint: { stack: 'organization/fixture/local' },
  });
  const environment = execFileSync('sh', ['-c', `. '${exportsFile}' && env`], { encoding: 'utf8' });
  const { port } = provider;
  expect(environment.split('\n')).toEqual(
    expect.arrayContaining([
      `PULUMI_DEBUG_PROVIDERS=aws:${port},awsx:${port},docker-build:${port}`,
      `PULUMI_BACKEND_URL=file://${root}/.pilotlight/pulumi`,
      'PULUMI_CONFIG_PASSPHRASE=',
    ]),
  );
});
