import type { Arns } from '../arns.ts';
import { jsonService } from '../front/json-service.ts';
import type { Service } from '../front/service.ts';
import type { Endpoints } from './endpoints.ts';
import { createEndpoint } from './operations/create-endpoint.ts';
import { deleteEndpoint } from './operations/delete-endpoint.ts';
import { describeEndpoint } from './operations/describe-endpoint.ts';

/** SageMaker's control plane, as far as a function uses it. */
export function sageMakerService(endpoints: Endpoints, arns: Arns): Service {
  return jsonService({
    CreateEndpoint: createEndpoint(endpoints, arns),
    DescribeEndpoint: describeEndpoint(endpoints, arns),
    DeleteEndpoint: deleteEndpoint(endpoints, arns),
  });
}
