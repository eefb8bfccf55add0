import type { CostPorts } from '../cost/ports.ts';
import type { ActivityStore, InstancePort, SchedulePort } from '../endpoint/ports.ts';
import type { QueuePorts } from '../queue/ports.ts';
import type { WakeRecord } from './wake-record.ts';

/** The wake record of each endpoint. Every method may throw `CloudError`. Reads are strongly consistent. */
export interface WakeStore {
  /** `version` must be passed to `writeWake`; undefined when there is no record. */
  readWake(endpoint: string): Promise<{ record?: WakeRecord; version?: number }>;
  /** Compare and swap. @returns the new version, or undefined when the record was changed since */
  writeWake(
    endpoint: string,
    record: WakeRecord,
    version: number | undefined,
  ): Promise<number | undefined>;
}

export interface WakePorts extends CostPorts, QueuePorts {
  readonly wakes: WakeStore;
  readonly instances: InstancePort;
  readonly activity: ActivityStore;
  readonly schedule: SchedulePort;
}
