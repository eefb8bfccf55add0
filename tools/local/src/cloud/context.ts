import type { Arns } from './arns.ts';
import type { Authorizer } from './iam/authorizer.ts';
import type { Roles } from './iam/roles.ts';
import type { Sessions } from './iam/sessions.ts';
import type { ChildProcesses } from './processes/child-processes.ts';

/** How the stand-ins behave where AWS would take minutes: the `local:` keys of Pulumi.local.yaml. */
export interface LocalSettings {
  /** Where the HTTP API listens; a taken port is an error that names it. */
  readonly port: number;
  readonly endpointCreationSeconds: number;
  readonly endpointDeletionSeconds: number;
  /** How long a minute of an EventBridge rate expression lasts here. */
  readonly scheduleMinuteSeconds: number;
  /** Lambda's quota of concurrent executions, for all functions together. */
  readonly concurrentExecutions: number;
  /** An instance of a function that was not used for this long ends. */
  readonly functionIdleSeconds: number;
  /** What an instance of a serverless endpoint takes to start, besides the container's own start. */
  readonly serverlessStartSeconds: number;
  /** How long an invocation waits for such an instance; then it gets ModelNotReadyException. */
  readonly serverlessWaitSeconds: number;
  /** An instance of a serverless endpoint that was not used for this long ends. */
  readonly serverlessIdleSeconds: number;
  /**
   * How many instances an asynchronous endpoint has when it comes into service, at most; 0 as if they had been unused and
   * removed already, so that nothing is started before the first job.
   */
  readonly asyncFirstInstances: number;
}

/** One line of the cloud's log: `source` is `lambda/NAME`, `sagemaker/ENDPOINT`, `iam` and the like. */
export type Log = (source: string, line: string) => void;

/** The account that the cloud stands in for. */
export interface Account {
  readonly region: string;
  readonly accountId: string;
  /** One loopback address that speaks every AWS protocol that the functions use. */
  readonly endpointUrl: string;
}

/** What all services share. */
export interface CloudContext extends Account {
  readonly settings: LocalSettings;
  readonly log: Log;
  readonly arns: Arns;
  /** IAM, which every service asks before it acts. */
  readonly roles: Roles;
  readonly sessions: Sessions;
  readonly authorizer: Authorizer;
  /** Holds S3 objects and images; deleted when the cloud closes. */
  readonly directory: string;
  /** Holds code, model directories and each process's `/tmp`; deleted when the cloud closes. */
  readonly scratch: string;
  readonly processes: ChildProcesses;
  /** Aborted when the cloud closes. */
  readonly closing: AbortSignal;
}
