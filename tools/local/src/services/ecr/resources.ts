import { Type } from 'typebox';
import { handlersFor, type Invoke } from '../../resources/handler.ts';
import {
  inputs,
  jsonFailures,
  name,
  optional,
  PolicyInput,
  policyText,
  regionalInputs,
} from '../../resources/schema.ts';
import type { EcrControl } from './control.ts';

const defineHandler = handlersFor<Record<'ecr', EcrControl>>();

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

export const repositoryPolicy = defineHandler({
  type: 'aws:ecr/repositoryPolicy:RepositoryPolicy',
  inputs: inputs({
    repository: Type.String(),
    policy: PolicyInput,
    region: optional(Type.String()),
  }),
  replaceOnChanges: ['repository', 'region'],
  check: ({ policy }) => jsonFailures('policy', policy),
  create({ repository: id, policy }, { cloud }) {
    cloud.ecr.putRepositoryPolicy(id, policyText(policy));
    return { id, outputs: { registryId: cloud.accountId } };
  },
  update(id, { policy }, { cloud }) {
    cloud.ecr.putRepositoryPolicy(id, policyText(policy));
    return {};
  },
  delete: (id, _outputs, { cloud }) => cloud.ecr.deleteRepositoryPolicy(id),
});

/** `aws.ecr.getAuthorizationToken()`. */
export const authorizationToken: Invoke<Record<'ecr', EcrControl>> = {
  token: 'aws:ecr/getAuthorizationToken:getAuthorizationToken',
  answer({ accountId, region, ecr }) {
    const { password, expiresAt } = ecr.issueToken();
    return {
      id: region,
      authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
      userName: 'AWS',
      password,
      proxyEndpoint: `https://${accountId}.dkr.ecr.${region}.amazonaws.com`,
      expiresAt: expiresAt.toISOString(),
    };
  },
};
