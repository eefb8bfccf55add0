import type { DeployedEndpoint, DeployedModel } from '@pilotlight/contracts';
import * as pulumi from '@pulumi/pulumi';
import type { Bundle } from './bundles.ts';

/** The models of one endpoint, as the functions ask them. */
export function deployedModels(
  endpoint: pulumi.Output<DeployedEndpoint>,
  bundles: readonly Bundle[],
): pulumi.Output<DeployedModel[]> {
  // With the bundles' keys, which are known once the bundles are in the bucket: so no function asks for one too early.
  const keys = pulumi.all(bundles.map(({ key }) => key));
  return pulumi.all([endpoint, keys]).apply(([known]) =>
    bundles.map(({ artefact: { name, version }, targetModel }) => ({
      name,
      version,
      serving: {
        mode: 'realtime' as const,
        endpoint: known,
        ...(targetModel === undefined ? {} : { targetModel }),
      },
    })),
  );
}
