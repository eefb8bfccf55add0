import type { Recorder } from '../../src/cloud/index.ts';
import type { LocalStack } from '../../src/local-stack.ts';
import type { StackConfig } from '../../src/project.ts';

/** A stack that a driver has deployed, and its cloud's log so far. */
export interface Deployment {
  readonly local: LocalStack;
  readonly url: string;
  readonly log: readonly string[];
  close(): Promise<void>;
}

export interface DeployOptions {
  /** Where Pulumi.yaml is; by default a project with the model `double` only. */
  readonly root?: string;
  /** Runs before the program, and may change what the program declares. */
  readonly before?: () => void;
  /** Values that override those of `FAST`. */
  readonly config?: StackConfig;
  /** Where to write the functions' environment files; for the in-process driver only. */
  readonly environmentDirectory?: string;
  /** Gets every request to the cloud, with its answer; for the in-process driver only. */
  readonly record?: Recorder;
}

/** Deploys the project's own program with `FAST`. */
export type Driver = (options?: DeployOptions) => Promise<Deployment>;
