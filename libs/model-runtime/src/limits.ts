/** What one container takes on. Units are in the names. */
export const RUNTIME_LIMITS = {
  /** Invocations that wait for a worker; one more is refused as `overloaded`. */
  queuedInvocations: 128,
  /** SageMaker gives up on an answer after 60 s, so a worker that still has none is replaced. */
  invocationSeconds: 60,
} as const;
