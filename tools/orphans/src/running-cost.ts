import { hostingUsdPerHour } from '@pilotlight/contracts';
import type { Cloud, EndpointDetail } from './cloud.ts';
import type { Sight } from './sight.ts';

/** The instances of an endpoint and their cost; unknown members are left out. */
export interface RunningCost {
  readonly instanceType?: string;
  readonly instances?: number;
  /** For all its instances. */
  readonly usdPerHour?: number;
  /** Since its creation. */
  readonly costUsd?: number;
}

/** Only for the report: nothing depends on it, so what can't be read is left out. */
export async function readRunningCost(
  cloud: Cloud,
  { endpoint, madeOn }: Sight,
  now: number,
): Promise<RunningCost> {
  try {
    const detail = await cloud.describe(endpoint.name);
    if (!detail) return {};
    const configured = await cloud.instanceTypeOf(detail.configuration);
    // A configuration is deleted with its stack; the tag stays.
    const instanceType = configured ?? madeOn;
    return instanceType ? costOf(detail, instanceType, now) : { instances: detail.instances };
  } catch {
    return {};
  }
}

/** Billed from the placement of the instances, which is about its creation. A failed endpoint has no instances left. */
function costOf(detail: EndpointDetail, instanceType: string, now: number): RunningCost {
  const { instances, status, createdAt, modifiedAt } = detail;
  const price = hostingUsdPerHour(instanceType);
  if (price === undefined) return { instanceType, instances };
  const hours = Math.max(0, (status === 'Failed' ? modifiedAt : now) - createdAt) / 3_600_000;
  return {
    instanceType,
    instances,
    usdPerHour: status === 'Failed' ? 0 : price * instances,
    costUsd: price * instances * hours,
  };
}
