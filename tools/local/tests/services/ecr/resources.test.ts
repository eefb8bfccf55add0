import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkInputs, handlerOf } from '../../../src/resources/index.ts';
import { useLife } from '../../support/life.ts';

const any = expect.anything() as unknown;
const using = useLife();
const { life } = using;

describe('Image', () => {
  const type = 'docker-build:index:Image';
  const inputs = {
    push: false,
    exports: [{ registry: { ociMediaTypes: false } }],
    context: { location: 'dist' },
    dockerfile: { location: 'Dockerfile' },
    tags: ['registry/made:latest'],
    platforms: ['linux/amd64'],
  };

  it("resolves its contexts from the program's directory", async () => {
    const { programDirectory } = using.context;
    const [context, bundle, dockerfile] = ['dist', 'bundle', 'Dockerfile'].map((path) =>
      join(programDirectory, path),
    ) as [string, string, string];
    mkdirSync(context);
    mkdirSync(bundle);
    const named = { model: { location: 'bundle' } };
    const { calls, outputs } = await life(type, {
      ...inputs,
      context: { location: 'dist', named },
    });
    expect(calls).toEqual([
      [
        'ecr.putImage',
        { tag: 'registry/made:latest', context, named: { model: bundle }, dockerfile },
      ],
      ['ecr.deleteImage', 'registry/made:latest@sha256:made'],
    ]);
    expect(outputs).toMatchObject({ digest: 'sha256:made', contextHash: any });
  });

  it.each([
    ['a plain push', { ...inputs, push: true, exports: undefined }],
    ['OCI media types', { ...inputs, exports: [{ registry: {} }] }],
  ])('refuses what SageMaker would refuse: %s', (_name, refused) => {
    const given = Object.fromEntries(
      Object.entries(refused).filter(([, value]) => value !== undefined),
    );
    expect(checkInputs(handlerOf(type), given)).toMatchObject([{ property: 'exports' }]);
  });
});

it('RepositoryPolicy: says who may pull images', async () => {
  const policy = { Version: '2012-10-17', Statement: [] };
  const type = 'aws:ecr/repositoryPolicy:RepositoryPolicy';
  const { calls, id } = await life(type, { repository: 'functions', policy });
  expect(id).toBe('functions');
  expect(calls).toEqual([
    ['ecr.putRepositoryPolicy', 'functions', JSON.stringify(policy)],
    ['ecr.deleteRepositoryPolicy', 'functions'],
  ]);
  const refused = checkInputs(handlerOf(type), { repository: 'functions', policy: '{{' });
  expect(refused).toMatchObject([{ property: 'policy' }]);
});
