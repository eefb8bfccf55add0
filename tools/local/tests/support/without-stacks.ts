/**
 * Runs `work` while errors get no stack. Pulumi takes a stack for each of its thousands of promises, and Vitest maps
 * every frame of it to the source: most of a deployment's processor time.
 */
export async function withoutStacks<T>(work: () => Promise<T>): Promise<T> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return await work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
