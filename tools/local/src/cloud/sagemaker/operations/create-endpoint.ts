import type { Arns } from '../../arns.ts';
import type { JsonOperation } from '../../front/json-service.ts';
import { readMembers } from '../../front/members.ts';
import type { Endpoints } from '../endpoints.ts';
import { ENDPOINT_NAME } from './endpoint-name.ts';

export function createEndpoint(endpoints: Endpoints, arns: Arns): JsonOperation {
  return (input) => {
    const { EndpointName, EndpointConfigName } = readMembers(
      'CreateEndpoint',
      { EndpointName: ENDPOINT_NAME, EndpointConfigName: ENDPOINT_NAME },
      input,
    );
    const action = 'sagemaker:CreateEndpoint';
    return {
      permissions: [
        { action, resource: arns.endpoint(EndpointName) },
        { action, resource: arns.endpointConfig(EndpointConfigName) },
      ],
      run: () => {
        endpoints.create(EndpointName, EndpointConfigName);
        return { EndpointArn: arns.endpoint(EndpointName) };
      },
    };
  };
}
