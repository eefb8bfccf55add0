import type { Arns } from '../../../cloud/arns.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import { readMembers } from '../../../cloud/front/members.ts';
import { pageByName } from '../../../cloud/front/page.ts';
import type { Models } from '../models.ts';

const PAGE = 10;

/** Sorted by name. AWS lists the newest first and can sort by either; callers must not rely on the order. */
export function listModels(models: Models, arns: Arns): JsonOperation {
  return (input) => {
    const {
      MaxResults = PAGE,
      NameContains = '',
      NextToken,
    } = readMembers(
      'ListModels',
      {
        MaxResults: { minimum: 1, maximum: 100 },
        NameContains: { pattern: /^[a-zA-Z0-9-]+$/, maximumLength: 63 },
        NextToken: { maximumLength: 8192 },
      },
      input,
    );
    return {
      // The action has no resource-level permissions.
      permissions: [{ action: 'sagemaker:ListModels', resource: '*' }],
      run: () => {
        const found = models.all().filter(({ name }) => name.includes(NameContains));
        const { page, next } = pageByName(found, MaxResults, NextToken);
        return {
          Models: page.map(({ name, createdAt }) => ({
            ModelName: name,
            ModelArn: arns.model(name),
            CreationTime: createdAt.getTime() / 1_000,
          })),
          ...(next === undefined ? {} : { NextToken: next }),
        };
      },
    };
  };
}
