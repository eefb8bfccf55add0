/** Every size, time and count that callers, operators or other projects depend on. Units are in the names. */
export const LIMITS = {
  /**
   * One request to the API. A Lambda event has at most 6 MB and holds the body as a JSON string, where each `"`
   * and `\` takes two bytes. This size fits whatever the body contains, with 10 KB of headers and path.
   */
  requestBodyBytes: 2900 * 1024,
  /** One answer of a model. A Lambda response has at most 6 MB too; as base64, three bytes take four. */
  answerBytes: 4500 * 1024,
  /** An answer that is not JSON, as base64 within a prediction: as `answerBytes`, less a third and the prediction. */
  encodedAnswerBytes: 3300 * 1024,
  /** `InvokeEndpoint`'s limit for `Content-Type`. */
  contentTypeCharacters: 1024,
  /** A URL from which a picture is fetched. */
  urlCharacters: 2048,
  /**
   * Fetching a picture by its URL, redirects and name look-ups included. Together with `invocationSeconds` it is below
   * API Gateway's 30 s.
   */
  fetchSeconds: 4,
  /** How long the host of a picture may send nothing. */
  fetchSilenceSeconds: 2,
  /** How many redirects are followed to a picture. */
  fetchRedirects: 3,
  /** Width times height of the pictures of one request together: a pixel takes 3 bytes, however small its file is. */
  picturePixels: 16 * 1024 * 1024,
  /**
   * The same for one picture of a model with a `pictureSize`: it is scaled down line by line while it is decoded. The
   * cameras of phones make 12 to 50 million pixels.
   */
  fittedPicturePixels: 64 * 1024 * 1024,
  /** `InvokeEndpoint`'s limit for a request body and for a response body. */
  invocationBodyBytes: 6 * 1024 * 1024,
  /** A serverless endpoint's limit for a request body and for a response body. */
  serverlessBodyBytes: 4 * 1024 * 1024,
  /** An upload for a job. SageMaker takes 1 GB; what a container holds decoded in memory is many times its file. */
  uploadBytes: 50 * 1024 * 1024,
  /** How long an upload may take to begin, and how long a file of an answer may be fetched by one URL. */
  uploadSeconds: 15 * 60,
  fileUrlSeconds: 15 * 60,
  /** How long an upload that began at the last moment may take; 50 MB at 1 Mbit/s take 7 minutes. */
  uploadGraceSeconds: 10 * 60,
  /** How long a job may wait for an instance (`RequestTTLSeconds`); SageMaker then drops it. */
  jobQueuedSeconds: 60 * 60,
  /** How long a container may work on a job (`InvocationTimeoutSeconds`); SageMaker allows an hour. */
  jobSeconds: 15 * 60,
  /** How long after both the answer may still appear. */
  jobGraceSeconds: 5 * 60,
  /** The answer of a job: a function of 1024 MB reads it into memory, and makes pictures of it. */
  jobAnswerBytes: 100 * 1024 * 1024,
  /** One read or write of such an answer or of its files in S3, retries included. */
  jobObjectSeconds: 30,
  /** How long an answer, or an error in its place, is kept. */
  predictionKeptSeconds: 24 * 60 * 60,
  /** How long a prediction may wait: a day, plus the day for which the ceiling of awake hours may delay its wake. */
  queuedKeptSeconds: 48 * 60 * 60,
  /** Lease on a wake: how long one caller alone may work on it and create the endpoint. */
  wakeLeaseSeconds: 30,
  /** How many predictions of a model may wait at once; more are refused, so that the table cannot be flooded. */
  queuedPredictions: 1000,
  /** How far the queue index may lag behind the table. */
  queueSettleSeconds: 60,
  /** Lease of a replay on its prediction; after that, another replay may claim it. */
  replayLeaseSeconds: 90,
  /** How often a parked prediction is tried before it is answered as failed. */
  replayAttempts: 3,
  /**
   * How many back-off pauses a prediction gets while the container is busy, or calls to AWS are throttled or fail: about
   * an hour in total. Its age does not count: it may have waited most of a day for its endpoint.
   */
  replayBusyPauses: 80,
  /** Back-off after a transient failure: doubles from `first` to `most`; half is fixed, half random. */
  replayPauseSeconds: { first: 5, most: 60 },
  /** How many parked predictions one sweep has in flight: `first` at the start, then adapted to the container. */
  replayConcurrency: { least: 1, first: 4, most: 16 },
  /**
   * A parked input or a kept answer up to this size is in its table item, a larger one in S3. DynamoDB limits an item
   * to 400 KB and charges each update for the whole item.
   */
  keptInTableBytes: 64 * 1024,
  /**
   * How long a function or a serverless endpoint that is throttled, busy or out of reach is tried again before the
   * prediction is parked: what API Gateway's 30 s leave.
   */
  throttledSeconds: 2,
  /** The pause before such a try; doubles with each one. */
  throttledPauseMilliseconds: 200,
  /** How long a prediction waits for a function or a serverless endpoint that is not there; then it fails. */
  absentSeconds: 60 * 60,
  /** How often an instance checks whether the endpoint beside a function has come into service. */
  sightSeconds: 5,
  /** How long the spend of one minute is kept. */
  spendKeptSeconds: 60 * 60,
  /** How often one wake may call CreateEndpoint. */
  wakeAttempts: 3,
  /** How often a reaper tries to enable the schedule, and the pause between two tries. */
  scheduleEnableTries: 3,
  scheduleEnableRetrySeconds: 2,
  /** A schedule event that is older than this is a retry: Lambda makes the first one a minute after the failure. */
  retriedEventSeconds: 45,
  /** How long a wake waits after a refused CreateEndpoint before it tries again. */
  wakeRetrySeconds: 10,
  /** How long one wake may stay open, whatever delays it; then it fails, and the queued predictions get the reason. */
  wakeOpenSeconds: 60 * 60,
  /**
   * How long AWS may take until a new policy or endpoint configuration is visible everywhere. Until then, a denied call
   * or a configuration that is not found is retried. The AWS provider waits two minutes for IAM, too.
   */
  propagationSeconds: 120,
  /** How often a deployment polls the endpoint that it moves or deletes. */
  deploymentPollSeconds: 2,
  /** A deployment stops this long before its Lambda limit and reports how far it got. */
  deploymentReserveSeconds: 20,
  /** An accepted update that is still not visible after this long is treated as not having happened. */
  updateVisibleSeconds: 30,
  /** How many deployed configurations are remembered. Of these, endpoints are created on the newest only. */
  deploymentsRemembered: 5,
  /** How long after a failed wake no caller may start another; doubles with each failure. */
  failedRestSeconds: { least: 60, most: 3600 },
  /** How many measured wakes the estimate is computed from. */
  wakesRemembered: 5,
  /** For how many UTC days a model's awake time is kept per day. */
  ledgerDays: 7,
  /** For how many of a model's latest endpoints an out-of-order observation is still counted. */
  livesRemembered: 3,
  /** A recorded last use that is further in the future than this is ignored. */
  clockSkewSeconds: 300,
  /** SageMaker's metrics have one value per period of this length. */
  metricPeriodSeconds: 60,
  /** How late SageMaker's metrics may appear in CloudWatch. */
  metricDelaySeconds: 300,
  /** How many pages of one metric are read before it counts as unknown. */
  metricPages: 5,
  /**
   * An endpoint whose record cannot be read is stopped after its idle time plus this, when in all of that time
   * SageMaker's metrics show no use, or could not be read either.
   */
  blindSeconds: 4 * 60 * 60,
  /** One call to AWS's control plane or to DynamoDB, its retries included. */
  cloudCallSeconds: 8,
  /** One write of the last use, its retries included: an answer waits for it. */
  activityWriteSeconds: 2,
  /** How long an instance waits to retry a failed write of the last use, so that an outage slows few answers. */
  activityRetrySeconds: 10,
  /** How long polls may be answered from a cached description of an endpoint. */
  glanceSeconds: 2,
  /** How long an endpoint may stay in Creating before the reaper reports that it hangs. */
  creatingMinutes: 40,
  /** The estimate of a wake before one has been measured. */
  firstWakeEstimateSeconds: 180,
  /**
   * How long a request may be held for its answer (`Prefer: wait`). API Gateway times out at 30 s, and parking the
   * prediction takes some of it.
   */
  heldSeconds: 20,
  /** The pause between two looks at a prediction whose request is held. */
  heldLookSeconds: 1,
  /** The smallest and the largest `Retry-After` of the API, and the one for when there is no estimate. */
  retryAfterSeconds: { least: 1, most: 10, unknown: 5 },
  /** SageMaker allows 60 s for a model's answer; API Gateway times out at 30 s, so the API gives up earlier. */
  invocationSeconds: 25,
  /** SageMaker sends SIGKILL 30 s after SIGTERM. */
  drainSeconds: 25,
} as const;
