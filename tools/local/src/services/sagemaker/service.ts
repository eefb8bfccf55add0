import type { Arns } from '../../cloud/arns.ts';
import { jsonService } from '../../cloud/front/json-service.ts';
import type { WireService } from '../../cloud/front/wire-service.ts';
import type { Endpoints } from './endpoints.ts';
import type { Models } from './models.ts';
import { addTags } from './operations/add-tags.ts';
import { createEndpoint } from './operations/create-endpoint.ts';
import { deleteEndpoint } from './operations/delete-endpoint.ts';
import { deleteTags } from './operations/delete-tags.ts';
import { describeEndpointConfig } from './operations/describe-endpoint-config.ts';
import { describeEndpoint } from './operations/describe-endpoint.ts';
import { listEndpoints } from './operations/list-endpoints.ts';
import { listModels } from './operations/list-models.ts';
import { listTags } from './operations/list-tags.ts';
import { updateEndpointWeightsAndCapacities } from './operations/update-endpoint-weights-and-capacities.ts';
import { updateEndpoint } from './operations/update-endpoint.ts';

/** SageMaker's control plane, as far as a function or a tool uses it. */
export function sageMakerService(endpoints: Endpoints, models: Models, arns: Arns): WireService {
  return jsonService({
    AddTags: addTags(endpoints, arns),
    CreateEndpoint: createEndpoint(endpoints, arns),
    DescribeEndpoint: describeEndpoint(endpoints, arns),
    DeleteEndpoint: deleteEndpoint(endpoints, arns),
    DeleteTags: deleteTags(endpoints, arns),
    DescribeEndpointConfig: describeEndpointConfig(models, arns),
    ListEndpoints: listEndpoints(endpoints, arns),
    ListModels: listModels(models, arns),
    ListTags: listTags(endpoints, arns),
    UpdateEndpoint: updateEndpoint(endpoints, arns),
    UpdateEndpointWeightsAndCapacities: updateEndpointWeightsAndCapacities(endpoints, arns),
  });
}
