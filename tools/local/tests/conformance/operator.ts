import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DEPLOYMENT_FILE,
  endpointsOf,
  parseDeployment,
  type Deployment,
} from '@pilotlight/contracts';
import {
  CreateEndpointCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  SageMakerClient,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import type { LocalStack } from '../../src/local-stack.ts';
import { putFunction, TELL_ENVIRONMENT } from '../support/program.ts';
import { until } from './asker.ts';

/** The endpoint of the stack's only model. */
export const ENDPOINT = 'pilotlight-local-entailment';

/** SageMaker for an administrator, outside the stack. Must be created before the stack is deployed. */
export function createOperator({ context }: LocalStack) {
  const { cloud, scratchDirectory: directory } = context;
  const { lambda } = cloud;
  /** What the latest version of the jobs function knows of its stack. */
  let told: Deployment | undefined;
  const put = lambda.putFunction.bind(lambda);
  lambda.putFunction = (spec) => {
    if (spec.name.startsWith('pilotlight-local-jobs')) {
      told = parseDeployment(readFileSync(join(spec.codeDirectory, DEPLOYMENT_FILE), 'utf8'));
    }
    return put(spec);
  };
  const allowed = [{ Action: 'sagemaker:*', Resource: '*' }];
  putFunction({ cloud, directory, lines: [] }, 'operator', TELL_ENVIRONMENT, { allowed });
  const environment = lambda.environmentOf('operator');
  const client = new SageMakerClient({
    region: cloud.region,
    endpoint: cloud.endpointUrl,
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: environment['AWS_SESSION_TOKEN'] ?? '',
    },
  });
  /** The name of the deployed endpoint configuration. */
  const deployedConfig = () => {
    const endpoints = endpointsOf(told?.models ?? []);
    return endpoints.find(({ key }) => key === 'entailment')?.endpointConfigName ?? '';
  };
  /** Status and configuration; undefined when there is no endpoint. */
  const look = async () => {
    try {
      const found = await client.send(new DescribeEndpointCommand({ EndpointName: ENDPOINT }));
      return { status: found.EndpointStatus, config: found.EndpointConfigName };
    } catch (error) {
      if (String(error).includes('Could not find endpoint')) return undefined;
      throw error;
    }
  };
  return {
    deployedConfig,
    /** The schedule's rule. */
    rule: () => cloud.events.describe(told?.scheduleRuleName ?? ''),
    look,
    create: () =>
      client.send(
        new CreateEndpointCommand({ EndpointName: ENDPOINT, EndpointConfigName: deployedConfig() }),
      ),
    update: (EndpointConfigName: string) =>
      client.send(new UpdateEndpointCommand({ EndpointName: ENDPOINT, EndpointConfigName })),
    remove: () => client.send(new DeleteEndpointCommand({ EndpointName: ENDPOINT })),
    reaches: (status: string) =>
      until(
        `the endpoint is ${status}`,
        async () => (await look())?.status === status || undefined,
      ),
  };
}

export type Operator = ReturnType<typeof createOperator>;
