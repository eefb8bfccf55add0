import { LIMITS, parse, ScheduledEvent, type Deployment } from '@pilotlight/contracts';
import { reap, type Reaped, type ReapPorts } from '@pilotlight/lifecycle';

/** @returns the reaper's handler: each scheduled event runs it once over all endpoints */
export function createHandler({ models, activityIntervalSeconds }: Deployment, ports: ReapPorts) {
  return (event: unknown): Promise<Reaped[]> => {
    const { time } = parse(ScheduledEvent, event, 'The event');
    const ageSeconds = (ports.clock.now() - Date.parse(time ?? '')) / 1000;
    const retried = ageSeconds > LIMITS.retriedEventSeconds;
    return reap(ports, models, { activityIntervalSeconds, retried });
  };
}
