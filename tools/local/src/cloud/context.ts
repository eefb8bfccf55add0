import type { Arns } from './arns.ts';
import type { ChildProcesses } from './processes/child-processes.ts';
import type { LocalSettings, Log } from './types.ts';

/** What every stand-in is given. */
export interface CloudContext {
  readonly region: string;
  readonly accountId: string;
  readonly settings: LocalSettings;
  readonly log: Log;
  readonly arns: Arns;
  /** Where S3 objects and images lie; gone when the cloud closes. */
  readonly directory: string;
  /** For code, model directories and `/tmp`s of running processes; gone when the cloud closes. */
  readonly scratch: string;
  readonly processes: ChildProcesses;
  /** Aborted when the cloud closes. */
  readonly closing: AbortSignal;
}
