import { Type } from 'typebox';
import { defineHandler } from '../../resources/handler.ts';
import { inputs, name, optional, regionalInputs } from '../../resources/schema.ts';

export const repositoryInputs = {
  name: optional(name('^[a-z0-9]+([._/-][a-z0-9]+)*$', 256)),
  forceDelete: optional(Type.Boolean()),
  imageTagMutability: optional(Type.Enum(['MUTABLE', 'IMMUTABLE'])),
  imageScanningConfiguration: optional(inputs({ scanOnPush: Type.Boolean() })),
};

export const repository = defineHandler({
  type: 'aws:ecr/repository:Repository',
  inputs: regionalInputs(repositoryInputs),
  defaults: { imageTagMutability: 'MUTABLE' },
  autoname: { property: 'name', maxLength: 256, lowerCase: true },
  replaceOnChanges: ['name', 'region'],
  create(given, { cloud }) {
    const id = String(given.name);
    const { arn, url } = cloud.ecr.createRepository(id);
    return { id, outputs: { arn, repositoryUrl: url, registryId: cloud.accountId } };
  },
  update: () => ({}),
  delete: (id, { forceDelete }, { cloud }) =>
    cloud.ecr.deleteRepository(id, { force: forceDelete === true }),
});

/** Images are kept until the cloud closes: none expires. */
export const lifecyclePolicy = defineHandler({
  type: 'aws:ecr/lifecyclePolicy:LifecyclePolicy',
  inputs: regionalInputs({ repository: Type.String(), policy: Type.String({ minLength: 2 }) }),
  replaceOnChanges: ['repository', 'region'],
  create: ({ repository: id }, { cloud }) => ({ id, outputs: { registryId: cloud.accountId } }),
  update: () => ({}),
  delete: () => undefined,
});
