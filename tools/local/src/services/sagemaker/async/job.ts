import type { AsyncConfig } from './async-config.ts';

/** One asynchronous invocation. Locations are S3 URLs. */
export interface Job {
  readonly inferenceId: string;
  readonly inputLocation: string;
  readonly outputLocation: string;
  /** Undefined when the endpoint's configuration has no path for failures. */
  readonly failureLocation: string | undefined;
  /** The headers that the container gets. */
  readonly headers: Readonly<Record<string, string>>;
  readonly receivedAt: Date;
  /** How long it may wait for an instance. */
  readonly ttlSeconds: number;
  /** How long a container may work on it. */
  readonly timeoutSeconds: number;
}

/** Where the answer and the failure of an invocation go. Two invocations of the same file name overwrite each other. */
export function locationsOf(
  { outputConfig: { s3OutputPath, s3FailurePath } }: AsyncConfig,
  fileName: string,
): Pick<Job, 'outputLocation' | 'failureLocation'> {
  const below = (path: string, name: string) => `${path.replace(/\/+$/, '')}/${name}`;
  return {
    outputLocation: below(s3OutputPath, `${fileName}.out`),
    failureLocation: s3FailurePath && below(s3FailurePath, `${fileName}-error.out`),
  };
}
