import { parse, ScheduledEvent, type ReaperConfig } from '@pilotlight/contracts';
import { reap, type Reaped, type ReaperPorts } from '@pilotlight/lifecycle';

/** @returns the reaper's handler: one run over every model for each scheduled event */
export function createHandler(config: ReaperConfig, ports: ReaperPorts) {
  const models = Object.keys(config.deployments);
  const options = {
    idleSeconds: config.idleMinutes * 60,
    activityIntervalSeconds: config.activityIntervalSeconds,
  };
  return (event: unknown): Promise<Reaped[]> => {
    parse(ScheduledEvent, event, 'The event');
    return reap(ports, models, options);
  };
}
