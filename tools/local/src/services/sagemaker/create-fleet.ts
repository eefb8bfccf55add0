import { isServerless } from './endpoint-config.ts';
import type { Fleet } from './fleet.ts';
import { InstanceFleet } from './instance-fleet.ts';
import type { FleetDependencies, FleetSpec } from './prepare-containers.ts';
import { ServerlessFleet } from './serverless/serverless-fleet.ts';

/** The fleet that an endpoint configuration asks for; nothing of it runs yet. */
export function createFleet(spec: FleetSpec, dependencies: FleetDependencies): Fleet {
  const { variant } = spec.config;
  return isServerless(variant)
    ? new ServerlessFleet(spec, variant, dependencies)
    : new InstanceFleet(spec, variant, dependencies);
}
