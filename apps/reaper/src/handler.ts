import { LIMITS, parse, ScheduledEvent, type ReaperConfig } from '@pilotlight/contracts';
import { reap, type Reaped, type ReaperPorts } from '@pilotlight/lifecycle';

/** @returns the reaper's handler: each scheduled event runs it once over all models */
export function createHandler(config: ReaperConfig, ports: ReaperPorts) {
  const models = Object.keys(config.deployments);
  const options = {
    idleSeconds: config.idleMinutes * 60,
    activityIntervalSeconds: config.activityIntervalSeconds,
  };
  return (event: unknown): Promise<Reaped[]> => {
    const { time } = parse(ScheduledEvent, event, 'The event');
    const ageSeconds = (ports.clock.now() - Date.parse(time ?? '')) / 1000;
    return reap(ports, models, { ...options, retried: ageSeconds > LIMITS.retriedEventSeconds });
  };
}
