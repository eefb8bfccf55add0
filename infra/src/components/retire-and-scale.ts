import type * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import type { AsyncEndpoint } from './async-endpoint.ts';
import { AsyncScaling } from './async-scaling.ts';
import type { Endpoints } from './endpoints.ts';
import { retirement } from './retirement.ts';
import type { ServerlessEndpoint } from './serverless-endpoint.ts';

/**
 * What the endpoints that the program declares need beside the jobs function:
 *
 * - `retire`, an invocation that ends the endpoint's jobs, and the predictions that wait for it, when it is itself
 *   deleted: before the endpoint.
 * - The scaling of an asynchronous endpoint. It is deleted before that: afterwards nothing changes the endpoint, which
 *   could not be deleted while it changes.
 *
 * @returns the invocations
 */
export function retireAndScale(
  { serverless, async }: Pick<Endpoints, 'serverless' | 'async'>,
  jobs: aws.lambda.Function,
): pulumi.Resource[] {
  const retire = (endpoint: ServerlessEndpoint | AsyncEndpoint) => {
    const { endpointName, model } = endpoint;
    const request = { deployment: 'retire-host', model, endpointName } as const;
    return retirement(endpointName, { request, function: jobs, after: endpoint });
  };
  return [
    ...serverless.map(retire),
    ...async.map((endpoint) => {
      const retired = retire(endpoint);
      const { endpointName, maxInstances } = endpoint;
      new AsyncScaling(endpointName, { endpointName, maxInstances, after: [retired] });
      return retired;
    }),
  ];
}
