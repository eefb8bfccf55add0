import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findArtefacts } from '../../src/artefacts/find-artefacts.ts';
import { makeWorkspace, manifest, type Workspace } from '../support/workspace.ts';

describe('findArtefacts', () => {
  let workspace: Workspace;
  const find = (models = ['entailment']) => findArtefacts(models, `${workspace.infra}/..`);

  beforeEach(() => {
    workspace = makeWorkspace();
  });
  afterEach(() => {
    workspace[Symbol.dispose]();
  });

  test('finds the build outputs of the projects, relative to the workspace', async () => {
    const root = `${workspace.infra}/..`;
    workspace.write('libs/models/entailment/dist/bundle/code/handler.mjs', '// a handler');
    expect(await find()).toEqual({
      functions: {
        api: `${root}/apps/api/dist`,
        reaper: `${root}/apps/reaper/dist`,
        jobs: `${root}/apps/jobs/dist`,
      },
      page: `${root}/apps/web/dist`,
      pagePaths: ['/', '/assets/{file}', '/favicon.svg'],
      models: [
        {
          name: 'entailment',
          version: '1.0.0',
          manifest: `${root}/libs/models/entailment/model.json`,
          bundle: `${root}/libs/models/entailment/dist/model.tar.gz`,
          // printf 'bundle of entailment' | sha256sum
          bundleHash: '6f585f9dd906af3bf54e7762ec1a15e67a57c0d573aec882647d3f46431157f4',
          unpacked: `${root}/libs/models/entailment/dist/bundle`,
          size: { onnxBytes: 19, otherBytes: 12, archiveBytes: 20 },
          pictures: false,
          asked: {},
        },
      ],
    });
  });

  test('lists everything that is missing at once, with the command that builds it', async () => {
    for (const path of ['apps/api/dist', 'apps/web/dist']) {
      workspace.remove(path);
    }
    workspace.remove('libs/models/entailment/dist');
    await expect(find(['entailment', 'digits'])).rejects.toThrowError(
      [
        'The build outputs to deploy are missing or not valid:',
        '  apps/api/dist/index.mjs is missing: run `npx nx build api`',
        '  apps/web/dist/index.html is missing: run `npx nx build web`',
        '  libs/models/entailment/dist/model.tar.gz is missing: run `npx nx build entailment`',
        '  libs/models/entailment/dist/bundle is missing: run `npx nx build entailment`',
        '  libs/models/digits/model.json is missing: is there a model of this name?',
      ].join('\n'),
    );
  });

  test('refuses a manifest that is not valid', async () => {
    workspace.write('libs/models/entailment/model.json', '{ "name": "entailment" }');
    await expect(find()).rejects.toThrowError('libs/models/entailment/model.json is not valid:\n');
  });

  test('refuses a manifest that is not JSON', async () => {
    workspace.write('libs/models/entailment/model.json', '{');
    await expect(find()).rejects.toThrowError('libs/models/entailment/model.json is not JSON: ');
  });

  test('refuses a manifest of another model', async () => {
    workspace.write('libs/models/entailment/model.json', JSON.stringify(manifest('digits')));
    await expect(find()).rejects.toThrowError('has the name "digits", must be "entailment"');
  });
});
