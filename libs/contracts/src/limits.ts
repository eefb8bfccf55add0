/** Every size, time and count that a caller, an operator or another room can meet. Units are in the names. */
export const LIMITS = {
  /** One JSON request to the API. Parked inputs live in DynamoDB, whose items end at 400 KB. */
  requestBodyBytes: 256 * 1024,
  /** What `InvokeEndpoint` guarantees for a request and for a response. */
  invocationBodyBytes: 6 * 1024 * 1024,
  /** How long a parked prediction and its answer are kept. */
  predictionKeptSeconds: 24 * 60 * 60,
  /** How long a caller may hold the claim to be the one that creates the endpoint. */
  wakeLeaseSeconds: 30,
  /** How long one replay may take before another may take the prediction over. */
  replayLeaseSeconds: 90,
  /** How often a parked prediction is tried before it is answered as failed. */
  replayAttempts: 3,
  /** How often a failing endpoint is created again for the same wake. */
  wakeAttempts: 3,
  /** How long an endpoint may stay in Creating before the reaper reports it as hanging. */
  creatingMinutes: 40,
  /** The estimate of a wake before one has been measured. */
  firstWakeEstimateSeconds: 180,
  /** The smallest and the largest `Retry-After` that the API gives. */
  retryAfterSeconds: { least: 1, most: 30 },
  /** SageMaker allows 60 s for a model's answer; API Gateway cuts at 30 s, so the API gives up before it. */
  invocationSeconds: 25,
  /** SageMaker sends SIGKILL 30 s after SIGTERM. */
  drainSeconds: 25,
} as const;
