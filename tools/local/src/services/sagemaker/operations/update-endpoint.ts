import type { Arns } from '../../../cloud/arns.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import { readMembers } from '../../../cloud/front/members.ts';
import { readRollout } from '../deployment-config.ts';
import type { Endpoints } from '../endpoints.ts';
import { ENDPOINT_NAME } from './endpoint-name.ts';

export function updateEndpoint(endpoints: Endpoints, arns: Arns): JsonOperation {
  return (input) => {
    const { DeploymentConfig, ...named } = { ...(input as { DeploymentConfig?: unknown }) };
    const { EndpointName, EndpointConfigName } = readMembers(
      'UpdateEndpoint',
      { EndpointName: ENDPOINT_NAME, EndpointConfigName: ENDPOINT_NAME },
      named,
    );
    const rollout = readRollout(DeploymentConfig);
    const action = 'sagemaker:UpdateEndpoint';
    return {
      permissions: [
        {
          action,
          resource: arns.endpoint(EndpointName),
          resourceTags: endpoints.tagsOf(EndpointName),
        },
        { action, resource: arns.endpointConfig(EndpointConfigName) },
      ],
      run: () => {
        endpoints.update(EndpointName, EndpointConfigName, rollout);
        return { EndpointArn: arns.endpoint(EndpointName) };
      },
    };
  };
}
