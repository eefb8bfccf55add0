import { DeleteEndpointCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { until } from './asker.ts';
import type { Deployment } from './deployment.ts';
import { endpoints } from './processes.ts';
import { DOUBLE } from './workspace.ts';

/**
 * Deletes an endpoint as the account's owner, for tests that need it asleep and are not about falling asleep. Returns
 * when its process is gone.
 */
export async function putOut({ local }: Deployment, key: string = DOUBLE): Promise<void> {
  if (endpoints().length === 0) return;
  const owner = local.context.cloud.ownerEnvironment();
  const client = new SageMakerClient({
    region: owner['AWS_REGION'] ?? '',
    endpoint: owner['AWS_ENDPOINT_URL'] ?? '',
    credentials: {
      accessKeyId: owner['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: owner['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: owner['AWS_SESSION_TOKEN'] ?? '',
    },
  });
  await client.send(new DeleteEndpointCommand({ EndpointName: `pilotlight-local-${key}` }));
  client.destroy();
  await until('the endpoint has no process', () => endpoints().length === 0 || undefined);
}
