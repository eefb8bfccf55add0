import { expect, test } from 'vitest';
import { ACCOUNT, recordProgram, REGION } from '../support/record-program.ts';

const registry = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;

test('the repository expires untagged images by count, never by age, and is deleted with the stack', async () => {
  const program = await recordProgram();
  expect(program.inputsOf('awsx:ecr:Repository', 'pilotlight-dev')).toEqual({
    name: 'pilotlight-dev',
    forceDelete: true,
    imageScanningConfiguration: { scanOnPush: true },
    lifecyclePolicy: { rules: [{ tagStatus: 'untagged', maximumNumberOfImages: 10 }] },
  });
});

test('the image is one linux/amd64 manifest in the media types that SageMaker takes', async () => {
  const program = await recordProgram();
  expect(program.inputsOf('docker-build:index:Image', 'pilotlight-dev')).toEqual({
    context: { location: '../apps/inference/dist' },
    dockerfile: { location: '../apps/inference/Dockerfile' },
    platforms: ['linux/amd64'],
    tags: [`${registry}/pilotlight-dev:latest`],
    push: false,
    exports: [{ registry: { ociMediaTypes: false } }],
    exec: false,
    buildOnPreview: false,
    network: 'default',
    registries: {
      secret: [{ address: `https://${registry}`, username: 'AWS', password: 'a token' }],
    },
  });
});
