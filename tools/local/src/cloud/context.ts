import type { Arns } from './arns.ts';
import type { ChildProcesses } from './processes/child-processes.ts';
import type { LocalSettings, Log } from './types.ts';

/** What all stand-ins share. */
export interface CloudContext {
  readonly region: string;
  readonly accountId: string;
  readonly settings: LocalSettings;
  readonly log: Log;
  readonly arns: Arns;
  /** Holds S3 objects and images; deleted when the cloud closes. */
  readonly directory: string;
  /** Holds code, model directories and each process's `/tmp`; deleted when the cloud closes. */
  readonly scratch: string;
  readonly processes: ChildProcesses;
  /** Aborted when the cloud closes. */
  readonly closing: AbortSignal;
}
