import type { Usage } from './idle-decision.ts';
import type { Log, UsagePort } from '../ports.ts';

/** What the metrics tell of `model` since `since` (epoch milliseconds); never throws. */
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
