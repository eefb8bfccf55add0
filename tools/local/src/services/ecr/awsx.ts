import { Type, type Static } from 'typebox';
import { defineComponent } from '../../resources/component.ts';
import { repositoryInputs } from './resources.ts';
import { inputs, optional, regionalInputs } from '../../resources/schema.ts';

const Rule = inputs({
  tagStatus: Type.Enum(['any', 'untagged', 'tagged']),
  description: optional(Type.String()),
  maximumNumberOfImages: optional(Type.Integer({ minimum: 1 })),
  maximumAgeLimit: optional(Type.Integer({ minimum: 1 })),
  tagPrefixList: optional(Type.Array(Type.String())),
});
type Rule = Static<typeof Rule>;

/** The default rules of awsx. */
const DEFAULT_RULES: Rule[] = [{ tagStatus: 'untagged', maximumNumberOfImages: 1 }];

export const awsxRepository = defineComponent({
  type: 'awsx:ecr:Repository',
  inputs: regionalInputs({
    ...repositoryInputs,
    lifecyclePolicy: optional(
      inputs({ skip: optional(Type.Boolean()), rules: optional(Type.Array(Rule)) }),
    ),
  }),
  async construct(name, { lifecyclePolicy, ...repositoryArgs }, register) {
    const child = name.toLowerCase();
    const repository = await register('aws:ecr/repository:Repository', child, repositoryArgs);
    const url = repository.outputs.repositoryUrl;
    if (lifecyclePolicy?.skip === true) return { url, repository: repository.reference };
    const policy = await register('aws:ecr/lifecyclePolicy:LifecyclePolicy', child, {
      repository: repository.outputs.name,
      policy: JSON.stringify({ rules: (lifecyclePolicy?.rules ?? DEFAULT_RULES).map(ecrRule) }),
    });
    return { url, repository: repository.reference, lifecyclePolicy: policy.reference };
  },
});

/** A rule in ECR's own form. */
function ecrRule(rule: Rule, index: number) {
  const { tagStatus, tagPrefixList, description } = rule;
  const count =
    rule.maximumNumberOfImages === undefined
      ? { countType: 'sinceImagePushed', countNumber: rule.maximumAgeLimit, countUnit: 'days' }
      : { countType: 'imageCountMoreThan', countNumber: rule.maximumNumberOfImages };
  return {
    rulePriority: index + 1,
    ...(description === undefined ? {} : { description }),
    selection: { tagStatus, ...(tagPrefixList === undefined ? {} : { tagPrefixList }), ...count },
    action: { type: 'expire' },
  };
}
