import type { DeployedEndpoint, DeployedFunction } from '../deployment.ts';
import { endpointUsdPerHour, functionUsd } from './auto-rule.ts';

/**
 * From how many requests an hour on an endpoint costs less than a function.
 * @param seconds what the function is billed for each
 * @returns undefined when the endpoint's instance type has no price
 */
export function breakEvenPerHour(
  endpoint: Pick<DeployedEndpoint, 'instanceType' | 'instanceCount'>,
  lambda: Pick<DeployedFunction, 'memoryMegabytes'>,
  seconds: number,
): number | undefined {
  const usdPerHour = endpointUsdPerHour(endpoint);
  return usdPerHour === undefined ? undefined : usdPerHour / functionUsd(lambda, seconds);
}
