/** Every size, time and count that a caller, an operator or another room can meet. Units are in the names. */
export const LIMITS = {
  /**
   * One JSON request to the API. Lambda takes an event of 6 MB, in which the body is a JSON text: each quotation mark and
   * backslash of it takes two bytes. So this passes whatever is in it, beside headers and a path of 10 KB.
   */
  requestBodyBytes: 2900 * 1024,
  /** One answer of a model. Lambda gives 6 MB too, in base64, where three bytes take four. */
  answerBytes: 4500 * 1024,
  /** What `InvokeEndpoint` guarantees for a request and for a response. */
  invocationBodyBytes: 6 * 1024 * 1024,
  /** How long an answer is kept, or why there is none. */
  predictionKeptSeconds: 24 * 60 * 60,
  /** How long a prediction may wait: a day, and the day that the ceiling of awake hours may hold its wake back. */
  queuedKeptSeconds: 48 * 60 * 60,
  /** How long a caller may hold the claim to be the one that creates the endpoint. */
  wakeLeaseSeconds: 30,
  /** How many predictions of a model may wait at once: more are refused, so that nobody fills the table. */
  queuedPredictions: 1000,
  /** By so much the index of those that wait may be behind. */
  queueSettleSeconds: 60,
  /** How long one replay may take before another may take the prediction over. */
  replayLeaseSeconds: 90,
  /** How often a parked prediction is tried before it is answered as failed. */
  replayAttempts: 3,
  /**
   * How many pauses a prediction gets while somebody is too busy for it: about an hour of them. Its age does not count,
   * for it may have waited for its endpoint most of a day.
   */
  replayBusyPauses: 80,
  /**
   * How long a prediction is left alone after a try that failed in passing: doubled by each such try, and of that at
   * least half, by chance.
   */
  replayPauseSeconds: { first: 5, most: 60 },
  /** How many parked predictions one replay has in flight: it begins with `first`, and the container does the rest. */
  replayConcurrency: { least: 1, first: 4, most: 16 },
  /**
   * A parked input or a kept answer up to this size is in its item of the table, a larger one in S3. DynamoDB's items end
   * at 400 KB, and each change of one is charged by all of its size.
   */
  keptInTableBytes: 64 * 1024,
  /** How often one wake may call CreateEndpoint. */
  wakeAttempts: 3,
  /** How often a reaper tries to enable the schedule, and the pause between two tries. */
  scheduleEnableTries: 3,
  scheduleEnableRetrySeconds: 2,
  /** An event of the schedule that is older than this is a retry: Lambda makes the first one a minute after the failure. */
  retriedEventSeconds: 45,
  /** How long a wake waits after CreateEndpoint was refused before it is tried again. */
  wakeRetrySeconds: 10,
  /** How long one wake may stay open, whatever holds it up; then it has failed, and those who wait hear why. */
  wakeOpenSeconds: 60 * 60,
  /**
   * How long AWS may take until a new policy or endpoint configuration is visible everywhere. Until then a denied call, or
   * a configuration that is not found, is tried again. Two minutes are what the AWS provider waits for IAM.
   */
  propagationSeconds: 120,
  /** How often a deployment looks at the endpoint that it moves or deletes. */
  deploymentPollSeconds: 2,
  /** So long before its function is stopped a deployment gives up by itself and says where it stood. */
  deploymentReserveSeconds: 20,
  /** An update of an endpoint that can't be seen for so long after it was accepted did not come about. */
  updateVisibleSeconds: 30,
  /** How many of the configurations that were deployed are remembered: nobody creates an endpoint on an older one. */
  deploymentsRemembered: 5,
  /** How long a model rests after a failed wake before an asker may start another: doubled by each failure. */
  failedRestSeconds: { least: 60, most: 3600 },
  /** How many measured wakes the estimate is made from. */
  wakesRemembered: 5,
  /** How many UTC days of a model's awake time are kept one by one. */
  ledgerDays: 7,
  /** How many endpoints of a model a late look may still be counted for. */
  livesRemembered: 3,
  /** A last use that lies further in the future than this is not believed. */
  clockSkewSeconds: 300,
  /** SageMaker's metrics have one value for so long. */
  metricPeriodSeconds: 60,
  /** How late SageMaker's metrics may be in CloudWatch. */
  metricDelaySeconds: 300,
  /** How many pages of one metric are read at most before it counts as unknown. */
  metricPages: 5,
  /**
   * An endpoint whose record cannot be read is stopped after its idle time and this, when SageMaker's metrics know of no
   * use in all of that time, or could not be read in all of it.
   */
  blindSeconds: 4 * 60 * 60,
  /** One call to AWS's control plane or to DynamoDB, its retries included. */
  cloudCallSeconds: 8,
  /** One record of a use, its retries included: an answer waits for it. */
  activityWriteSeconds: 2,
  /** How long an instance waits after a record of a use that failed before it tries again, so that an outage slows few answers. */
  activityRetrySeconds: 10,
  /** How old a description of an endpoint may be that a poll is answered from. */
  glanceSeconds: 2,
  /** How long an endpoint may stay in Creating before the reaper reports it as hanging. */
  creatingMinutes: 40,
  /** The estimate of a wake before one has been measured. */
  firstWakeEstimateSeconds: 180,
  /** The smallest and the largest `Retry-After` that the API gives, and the one when nothing can be foretold. */
  retryAfterSeconds: { least: 1, most: 10, unknown: 5 },
  /** SageMaker allows 60 s for a model's answer; API Gateway cuts at 30 s, so the API gives up before it. */
  invocationSeconds: 25,
  /** SageMaker sends SIGKILL 30 s after SIGTERM. */
  drainSeconds: 25,
} as const;
