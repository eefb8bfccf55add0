import type { LocalStack } from '../../src/local-stack.ts';
import type { StackConfig } from '../../src/project.ts';

/** A stack that a driver has deployed, and what its cloud has said so far. */
export interface Deployment {
  readonly local: LocalStack;
  readonly url: string;
  readonly log: readonly string[];
  close(): Promise<void>;
}

export interface DeployOptions {
  /** Runs before the program, and may change what the program declares. */
  readonly before?: () => void;
  /** Values in place of those of `FAST`. */
  readonly config?: StackConfig;
  /** Where to leave the functions' environments, in process only. */
  readonly environmentDirectory?: string;
}

/** Deploys the project's own program with `FAST`. */
export type Driver = (options?: DeployOptions) => Promise<Deployment>;
