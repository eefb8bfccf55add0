import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findHosts } from '../../src/artefacts/find-hosts.ts';
import { makeWorkspace, type Workspace } from '../support/workspace.ts';

describe('findHosts', () => {
  let workspace: Workspace;
  const find = (container: boolean, onFunctions: boolean) =>
    findHosts({ container, function: onFunctions }, `${workspace.infra}/..`);

  beforeEach(() => {
    workspace = makeWorkspace();
  });
  afterEach(() => {
    workspace[Symbol.dispose]();
  });

  test('finds the programs that run models', () => {
    const apps = `${workspace.infra}/../apps`;
    const dist = `${apps}/function-inference/dist`;
    expect(find(true, true)).toEqual({
      container: {
        context: `${apps}/inference/dist`,
        dockerfile: `${apps}/inference/Dockerfile`,
      },
      function: {
        program: `${dist}/program`,
        pictureProgram: `${dist}/program-images`,
        dockerfile: `${apps}/function-inference/Dockerfile`,
        starter: `${dist}/efs/index.mjs`,
        loader: `${dist}/loader/index.mjs`,
      },
    });
  });

  test('looks only for what the stack needs', () => {
    workspace.remove('apps/function-inference/dist');
    expect(find(true, false)).toMatchObject({ function: undefined });
    workspace.remove('apps/inference/dist');
    expect(find(false, false)).toEqual({ container: undefined, function: undefined });
  });

  test('lists everything that is missing at once, with the command that builds it', () => {
    workspace.remove('apps/inference/dist');
    workspace.remove('apps/function-inference/dist/program');
    workspace.remove('apps/function-inference/dist/loader');
    expect(() => find(true, true)).toThrowError(
      [
        'The build outputs to deploy are missing or not valid:',
        '  apps/inference/dist/main.mjs is missing: run `npx nx build inference`',
        '  apps/function-inference/dist/program/index.mjs is missing: run `npx nx build function-inference`',
        '  apps/function-inference/dist/loader/index.mjs is missing: run `npx nx build function-inference`',
      ].join('\n'),
    );
  });
});
