import type { DeployedEndpoint, DeployedFunction } from '../deployment.ts';
import { hostingUsdPerHour, PRICES } from '../prices.ts';

/**
 * When the endpoint beside a function is worth its price.
 *
 *     spend of the function, an hour
 *       above `lightShare` of the endpoint's price ─── the endpoint is created
 *       between both ───────────────────────────────── nothing changes
 *       below `putOutShare` ────────────────────────── the endpoint is deleted
 */
export const AUTO = {
  /** The spend is that of this time, so that one short burst does not create an endpoint. */
  lightMinutes: 15,
  lightShare: 1,
  /** Longer, so that a short pause does not delete it. An endpoint is kept for at least this time. */
  putOutMinutes: 30,
  putOutShare: 0.8,
  /** What calling a function or an endpoint takes besides the model's work: assumed, and not billed. */
  invokeSeconds: 0.015,
  /** Lambda bills by the millisecond. */
  leastBilledSeconds: 0.001,
  /**
   * An instance keeps a smaller sum in memory: hundreds of such sums are needed to reach an endpoint's price, and to write
   * and read each would cost a twentieth of what rare requests cost.
   */
  leastReportUsd: 1e-4,
} as const;

/** What requests to a model cost, or would have cost, in its function. */
export interface Spend {
  readonly requests: number;
  readonly usd: number;
}

/** The spend of one minute. */
export interface MinuteSpend extends Spend {
  /** Epoch milliseconds of its start. */
  readonly minute: number;
}

/** How long a function worked on a request whose caller waited `seconds`. */
export const billedSeconds = (seconds: number): number =>
  Math.max(AUTO.leastBilledSeconds, seconds - AUTO.invokeSeconds);

/** What Lambda charges for one request that takes `seconds`, in USD. */
export function functionUsd(
  { memoryMegabytes }: Pick<DeployedFunction, 'memoryMegabytes'>,
  seconds: number,
): number {
  const gigabyteSeconds = (memoryMegabytes / 1024) * seconds;
  return (
    gigabyteSeconds * PRICES.lambdaX86PerGigabyteSecond.usd +
    PRICES.lambdaPerMillionRequests.usd / 1e6
  );
}

/** What the endpoint costs an hour while it exists, in USD; undefined when its instance type has no price. */
export function endpointUsdPerHour({
  instanceType,
  instanceCount,
}: Pick<DeployedEndpoint, 'instanceType' | 'instanceCount'>): number | undefined {
  const usd = hostingUsdPerHour(instanceType);
  return usd === undefined ? undefined : usd * instanceCount;
}

function usdPerHour(spends: readonly MinuteSpend[], minutes: number, now: number): number {
  const since = now - minutes * 60_000;
  const usd = spends.reduce((sum, spend) => sum + (spend.minute > since ? spend.usd : 0), 0);
  return (usd / minutes) * 60;
}

/**
 * What to do with the endpoint of models that a function serves too.
 * @param spends of all models of the endpoint, for requests that either host answered
 * @param now epoch milliseconds
 */
export function autoDecision(
  endpoint: Pick<DeployedEndpoint, 'instanceType' | 'instanceCount'>,
  spends: readonly MinuteSpend[],
  now: number,
): 'light' | 'put-out' | 'leave' {
  const price = endpointUsdPerHour(endpoint);
  // Without a price, only need lights it.
  if (price === undefined) return 'leave';
  const { lightMinutes, lightShare, putOutMinutes, putOutShare } = AUTO;
  if (usdPerHour(spends, lightMinutes, now) > price * lightShare) return 'light';
  if (usdPerHour(spends, putOutMinutes, now) < price * putOutShare) return 'put-out';
  return 'leave';
}
