import type { SpendStore } from '../cost/ports.ts';
import type { EndpointId } from '../endpoint/ports.ts';
import type { WakePorts } from '../wake/ports.ts';

/** The use of an endpoint by SageMaker's own metrics, delayed by at most `LIMITS.metricDelaySeconds`. */
export interface UsagePort {
  /**
   * @param since epoch milliseconds
   * @returns the end of the last metric period (`LIMITS.metricPeriodSeconds`) with an invocation; undefined when there
   * is none since then
   * @throws CloudError
   */
  lastInvocation(endpoint: EndpointId, since: number): Promise<number | undefined>;
}

/**
 * Since when it is unknown whether an endpoint is used. The mark is on the endpoint itself: it outlives every function
 * instance and is deleted with the endpoint. Every method may throw `CloudError`.
 */
export interface BlindMarkPort {
  /** @returns epoch milliseconds; undefined when there is no mark, it is not a time, or there is no endpoint */
  read(endpoint: EndpointId): Promise<number | undefined>;
  write(endpoint: EndpointId, at: number): Promise<void>;
  clear(endpoint: EndpointId): Promise<void>;
}

export interface ReapPorts extends WakePorts {
  readonly spends: Pick<SpendStore, 'readSpends'>;
  readonly usage: UsagePort;
  readonly blindMark: BlindMarkPort;
}
