import {
  CreateEndpointCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  ListEndpointsCommand,
  ListTagsCommand,
  SageMakerClient,
  UpdateEndpointCommand,
  UpdateEndpointWeightsAndCapacitiesCommand,
  type DeploymentConfig,
  type DescribeEndpointOutput,
  type ListEndpointsInput,
  type Tag,
} from '@aws-sdk/client-sagemaker';
import {
  InvokeEndpointAsyncCommand,
  InvokeEndpointCommand,
  SageMakerRuntimeClient,
  type InvokeEndpointAsyncCommandInput,
} from '@aws-sdk/client-sagemaker-runtime';
import { beforeAll } from 'vitest';
import { clientOf, createApi } from './program.ts';
import { until, type TestCloud } from './test-cloud.ts';

/** What the container of `SERVER` returns about itself. */
export interface Told {
  readonly pid: number;
  readonly body: string;
  readonly model: string;
  readonly cwd: string;
  readonly arguments: string[];
  readonly headers: Record<string, string>;
  readonly environment: Record<string, string>;
  /** By a multi-model container: its models. */
  readonly loaded: string[];
}

/** SageMaker over the wire, as a role that may do everything with it. */
export function useOperator(local: TestCloud) {
  let clients: { sagemaker: SageMakerClient; runtime: SageMakerRuntimeClient } | undefined;
  beforeAll(async () => {
    const allowed = [{ Action: 'sagemaker:*', Resource: '*' }];
    const config = await clientOf(local, await createApi(local.cloud), 'operator', allowed);
    clients = {
      sagemaker: new SageMakerClient(config),
      runtime: new SageMakerRuntimeClient(config),
    };
  });
  const wire = () => {
    if (!clients) throw new Error('the operator exists only in tests');
    return clients;
  };
  const look = (EndpointName: string): Promise<DescribeEndpointOutput> =>
    wire().sagemaker.send(new DescribeEndpointCommand({ EndpointName }));
  return {
    look,
    lookAtConfig: (EndpointConfigName: string) =>
      wire().sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName })),
    create: (EndpointName: string, EndpointConfigName: string, Tags?: Tag[]) =>
      wire().sagemaker.send(
        new CreateEndpointCommand({ EndpointName, EndpointConfigName, ...(Tags ? { Tags } : {}) }),
      ),
    list: (input: ListEndpointsInput) => wire().sagemaker.send(new ListEndpointsCommand(input)),
    tagsOf: (ResourceArn: string) => wire().sagemaker.send(new ListTagsCommand({ ResourceArn })),
    update: (
      EndpointName: string,
      EndpointConfigName: string,
      DeploymentConfig?: DeploymentConfig,
    ) =>
      wire().sagemaker.send(
        new UpdateEndpointCommand({
          EndpointName,
          EndpointConfigName,
          ...(DeploymentConfig ? { DeploymentConfig } : {}),
        }),
      ),
    remove: (EndpointName: string) =>
      wire().sagemaker.send(new DeleteEndpointCommand({ EndpointName })),
    async invoke(EndpointName: string, Body: string, TargetModel?: string) {
      const answer = await wire().runtime.send(
        new InvokeEndpointCommand({
          EndpointName,
          Body,
          ContentType: 'text/plain',
          Accept: 'application/json',
          CustomAttributes: 'from-caller',
          ...(TargetModel === undefined ? {} : { TargetModel }),
        }),
      );
      return { ...answer, Body: JSON.parse(Buffer.from(answer.Body).toString()) as Told };
    },
    submit: (input: InvokeEndpointAsyncCommandInput) =>
      wire().runtime.send(new InvokeEndpointAsyncCommand(input)),
    scale: (EndpointName: string, VariantName: string, DesiredInstanceCount: number) =>
      wire().sagemaker.send(
        new UpdateEndpointWeightsAndCapacitiesCommand({
          EndpointName,
          DesiredWeightsAndCapacities: [{ VariantName, DesiredInstanceCount }],
        }),
      ),
    reaches: (name: string, status: string) =>
      until(async () => (await look(name)).EndpointStatus === status),
    isGone: (name: string) =>
      until(() =>
        look(name).then(
          () => false,
          () => true,
        ),
      ),
  };
}
