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

  it("resolves its context from the program's directory", async () => {
    const { programDirectory } = using.context;
    mkdirSync(join(programDirectory, 'dist'));
    const { calls, outputs } = await life(type, inputs);
    const [context, dockerfile] = ['dist', 'Dockerfile'].map((path) =>
      join(programDirectory, path),
    );
    expect(calls).toEqual([
      ['ecr.putImage', { tag: 'registry/made:latest', context, dockerfile }],
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
