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
import { DOUBLE } from './workspace.ts';

/**
 * SageMaker for an administrator, outside the stack. Must be created before the stack is deployed.
 * @param key of the endpoint that it works on
 */
export function createOperator({ context }: LocalStack, key: string = DOUBLE) {
  const EndpointName = `pilotlight-local-${key}`;
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
  const name = `operator-${key}`;
  putFunction({ cloud, directory, lines: [] }, name, TELL_ENVIRONMENT, { allowed });
  const environment = lambda.environmentOf(name);
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
    return endpoints.find((one) => one.key === key)?.endpointConfigName ?? '';
  };
  /** Status and configuration; undefined when there is no endpoint. */
  const look = async () => {
    try {
      const found = await client.send(new DescribeEndpointCommand({ EndpointName }));
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
        new CreateEndpointCommand({ EndpointName, EndpointConfigName: deployedConfig() }),
      ),
    update: (EndpointConfigName: string) =>
      client.send(new UpdateEndpointCommand({ EndpointName, EndpointConfigName })),
    remove: () => client.send(new DeleteEndpointCommand({ EndpointName })),
    reaches: (status: string) =>
      until(
        `the endpoint is ${status}`,
        async () => (await look())?.status === status || undefined,
      ),
  };
}

export type Operator = ReturnType<typeof createOperator>;
