import type { Arns } from '../../../cloud/arns.ts';
import { AwsError } from '../../../cloud/aws-error.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import { readMembers } from '../../../cloud/front/members.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Endpoints } from '../endpoints.ts';

const PAGE = 10;

/** Newest first, in pages. The token names the last endpoint listed, which may be deleted before the next page. */
export function listEndpoints(endpoints: Endpoints, arns: Arns): JsonOperation {
  return (input) => {
    const { MaxResults = PAGE, NextToken } = readMembers(
      'ListEndpoints',
      { MaxResults: { minimum: 1, maximum: 100 }, NextToken: { maximumLength: 8192 } },
      input,
    );
    return {
      // The action has no resource-level permissions.
      permissions: [{ action: 'sagemaker:ListEndpoints', resource: '*' }],
      run: () => {
        const left = after(newestFirst(endpoints.all()), NextToken);
        const page = left.slice(0, MaxResults);
        const last = left.length > page.length ? page.at(-1) : undefined;
        return {
          Endpoints: page.map((endpoint) => summary(endpoint, arns)),
          ...(last ? { NextToken: tokenOf(last) } : {}),
        };
      },
    };
  };
}

/** Endpoints of the same millisecond sort by name, so that pages neither repeat nor skip one. */
const tokenOf = ({ createdAt, name }: Endpoint) =>
  `${String(createdAt.getTime()).padStart(15, '0')}/${name}`;

function newestFirst(endpoints: readonly Endpoint[]): Endpoint[] {
  return [...endpoints].sort((a, b) => (tokenOf(a) < tokenOf(b) ? 1 : -1));
}

function after(endpoints: Endpoint[], token: string | undefined): Endpoint[] {
  if (token === undefined) return endpoints;
  if (!/^\d{15}\/./.test(token)) throw new AwsError('ValidationException', 'Invalid NextToken.');
  return endpoints.filter((endpoint) => tokenOf(endpoint) < token);
}

function summary(endpoint: Endpoint, arns: Arns): object {
  return {
    EndpointName: endpoint.name,
    EndpointArn: arns.endpoint(endpoint.name),
    EndpointStatus: endpoint.status,
    CreationTime: endpoint.createdAt.getTime() / 1_000,
    LastModifiedTime: endpoint.modifiedAt.getTime() / 1_000,
  };
}
