import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findArtefacts } from '../src/artefacts.ts';
import { makeWorkspace, manifest, type Workspace } from './support/workspace.ts';

describe('findArtefacts', () => {
  let workspace: Workspace;
  const find = (models = ['entailment']) => findArtefacts(models, `${workspace.infra}/..`);

  beforeEach(() => {
    workspace = makeWorkspace();
  });
  afterEach(() => {
    workspace[Symbol.dispose]();
  });

  test('finds the build outputs of the projects, relative to the workspace', () => {
    const root = `${workspace.infra}/..`;
    expect(find()).toEqual({
      functions: {
        api: `${root}/apps/api/dist/index.mjs`,
        reaper: `${root}/apps/reaper/dist/index.mjs`,
        jobs: `${root}/apps/jobs/dist/index.mjs`,
      },
      page: `${root}/apps/web/dist`,
      pagePaths: ['/', '/assets/{file}', '/favicon.svg'],
      image: {
        context: `${root}/apps/inference/dist`,
        dockerfile: `${root}/apps/inference/Dockerfile`,
      },
      models: [
        {
          name: 'entailment',
          version: '1.0.0',
          manifest: `${root}/libs/models/entailment/model.json`,
          bundle: `${root}/libs/models/entailment/dist/model.tar.gz`,
          // printf 'bundle of entailment' | sha256sum
          bundleHash: '6f585f9dd906af3bf54e7762ec1a15e67a57c0d573aec882647d3f46431157f4',
        },
      ],
    });
  });

  test('lists everything that is missing at once, with the command that builds it', () => {
    for (const path of ['apps/api/dist', 'apps/web/dist', 'apps/inference/dist']) {
      workspace.remove(path);
    }
    workspace.remove('libs/models/entailment/dist');
    expect(() => find(['entailment', 'digits'])).toThrowError(
      [
        'The build outputs to deploy are missing or not valid:',
        '  apps/api/dist/index.mjs is missing: run `npx nx build api`',
        '  apps/web/dist/index.html is missing: run `npx nx build web`',
        '  apps/inference/dist/main.mjs is missing: run `npx nx build inference`',
        '  libs/models/entailment/dist/model.tar.gz is missing: run `npx nx build entailment`',
        '  libs/models/digits/model.json is missing: is there a model of this name?',
      ].join('\n'),
    );
  });

  test('refuses a manifest that is not valid', () => {
    workspace.write('libs/models/entailment/model.json', '{ "name": "entailment" }');
    expect(() => find()).toThrowError('libs/models/entailment/model.json is not valid:\n');
  });

  test('refuses a manifest that is not JSON', () => {
    workspace.write('libs/models/entailment/model.json', '{');
    expect(() => find()).toThrowError('libs/models/entailment/model.json is not JSON: ');
  });

  test('refuses a manifest of another model', () => {
    workspace.write('libs/models/entailment/model.json', JSON.stringify(manifest('digits')));
    expect(() => find()).toThrowError('has the name "digits", must be "entailment"');
  });
});
