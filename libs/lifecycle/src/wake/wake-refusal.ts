import { ProblemError, type DeployedEndpoint } from '@pilotlight/contracts';
import { ceilingProblem, ceilingReached, type CeilingReached } from '../cost/ceiling.ts';
import { modelRetired } from '../endpoint/refusal.ts';
import { standingOf } from '../endpoint/standing.ts';
import type { WakePorts } from './ports.ts';
import { NEVER_WOKEN, type WakeRecord } from './wake-record.ts';

/** The error for callers when the wake has failed or the endpoint is retired; otherwise undefined. */
export function wakeRefusal(
  { status, reason, restUntil }: WakeRecord,
  now: number,
): ProblemError | undefined {
  switch (status) {
    case 'failed': {
      const detail = reason ?? 'The endpoint could not be started.';
      const rest = restUntil > now ? Math.ceil((restUntil - now) / 1000) : undefined;
      return new ProblemError('endpoint_failed', detail, [], rest);
    }
    case 'retired':
      return modelRetired();
    default:
      return undefined;
  }
}

/**
 * Whether the ceiling refuses to open a wake. Only new wakes are refused: open wakes and existing endpoints continue. A
 * stack can therefore exceed its ceiling, by endpoints that stay in use (plus their idle time) and by time that is not
 * in the ledgers yet: for each running endpoint, the time since it was last counted.
 * @throws CloudError
 */
export async function ceilingRefuses(
  ports: WakePorts,
  endpoint: DeployedEndpoint,
  wake: WakeRecord,
): Promise<CeilingReached | undefined> {
  // A retired endpoint is refused for another reason, permanently.
  if (wake.status === 'open' || wake.status === 'retired') return undefined;
  const reached = await ceilingReached(ports);
  if (!reached) return undefined;
  const standing = standingOf(await ports.endpoints.describe(endpoint));
  if (standing === 'serving' || standing === 'starting') return undefined;
  const { ceilingSeconds, awakeSeconds } = reached;
  ports.log('warn', 'wake_refused', { endpoint: endpoint.key, ceilingSeconds, awakeSeconds });
  return reached;
}

/**
 * Checks, before a prediction is parked, that the ceiling does not prevent its answer.
 * @throws ProblemError `awake_ceiling`; CloudError
 */
export async function admit(ports: WakePorts, endpoint: DeployedEndpoint): Promise<void> {
  if (ports.ceilingSeconds === undefined) return;
  const { record = NEVER_WOKEN } = await ports.wakes.readWake(endpoint.key);
  const reached = await ceilingRefuses(ports, endpoint, record);
  if (reached) throw ceilingProblem(reached, ports.clock.now());
}
