import type { Usage } from './idle-decision.ts';
import type { Log, UsagePort } from '../ports.ts';

/** The use of `model` since `since` (epoch milliseconds) by the metrics; never throws. */
export async function usageOf(
  { usage, log }: { readonly usage: UsagePort; readonly log: Log },
  model: string,
  since: number,
): Promise<Usage> {
  try {
    const lastInvokedAt = await usage.lastInvocation(model, since);
    return lastInvokedAt === undefined ? { kind: 'unused' } : { kind: 'used', lastInvokedAt };
  } catch (error) {
    log('warn', 'usage_not_read', { model, cause: String(error) });
    return { kind: 'unknown' };
  }
}
