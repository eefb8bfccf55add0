import type { Usage } from './idle-decision.ts';
import type { EndpointId, Log } from '../endpoint/ports.ts';
import type { UsagePort } from './ports.ts';

/** The use of an endpoint since `since` (epoch milliseconds) by the metrics; never throws. */
export async function usageOf(
  { usage, log }: { readonly usage: UsagePort; readonly log: Log },
  endpoint: EndpointId,
  since: number,
): Promise<Usage> {
  try {
    const lastInvokedAt = await usage.lastInvocation(endpoint, since);
    return lastInvokedAt === undefined ? { kind: 'unused' } : { kind: 'used', lastInvokedAt };
  } catch (error) {
    log('warn', 'usage_not_read', { endpoint: endpoint.key, cause: String(error) });
    return { kind: 'unknown' };
  }
}
