/** What the server takes on from its callers. Units are in the names. */
export const SERVER_LIMITS = {
  /** The bodies that are being read, all together, unless a batch transform needs more. */
  bodiesBytes: 64 * 1024 * 1024,
  /** SageMaker's most for one request of a batch transform; where it says "unlimited", this is the limit here. */
  payloadMegabytes: 100,
  /** `MaxPayloadInMB` when nothing else is said: SageMaker's own default. */
  usualPayloadMegabytes: 6,
  /** SageMaker takes no more of `MaxConcurrentTransforms` times `MaxPayloadInMB`. */
  transformsMegabytes: 100,
  /** Refused bodies that are read and dropped at a time; one no larger than this is not worth a turn. */
  drainedBodies: 2,
  smallBodyBytes: 64 * 1024,
  /** What has not come by then ends with its connection. */
  drainSeconds: 2,
  /** All headers of a request: custom attributes and the target model take 2 KB at most. */
  headersBytes: 16 * 1024,
  headersSeconds: 20,
  /** A whole request: SageMaker gives up on an answer after so long. */
  requestSeconds: 60,
  /** How often requests are looked through for those that are too slow. */
  slowRequestCheckSeconds: 5,
  /**
   * nginx's default, behind which SageMaker's own containers run, and more than the 60 s of a load balancer: whoever
   * keeps connections must be the first to close one, or a request is lost on its way to a closing connection.
   */
  keepAliveSeconds: 75,
  /** How long after SIGTERM queued connections are still accepted, even if more keep arriving. */
  acceptSeconds: 2,
  /** After SIGTERM a client that neither sends its request nor reads its answer for so long is cut off. */
  stalledSeconds: 5,
  /** How often that is looked at. */
  stalledCheckSeconds: 1,
  /** After SIGTERM a client that is still sending or reading is cut after this long. Less than `LIMITS.drainSeconds`. */
  slowClientSeconds: 20,
  /** SageMaker's asynchronous inference opens 1000 at most. */
  connections: 2048,
  inferenceIdCharacters: 64,
  customAttributesCharacters: 1024,
  /** The name that a multi-model host is given for a model, and SageMaker's `TargetModel`. */
  modelNameCharacters: 1024,
  /** `POST /models` */
  loadRequestBytes: 16 * 1024,
  /** Models in one answer of `GET /models`. */
  modelsPage: 100,
  /** How much of an input is logged where that is asked for. */
  loggedInputBytes: 4096,
  /** How long a log line may wait for others to be written with. */
  logDelayMilliseconds: 100,
  /** So much of the log is written at once. */
  logWriteBytes: 16 * 1024,
  /** What may wait for a reader of the log that does not keep up; further lines are dropped. */
  logBacklogBytes: 8 * 1024 * 1024,
  /** Ended requests that are kept before they are counted for `/metrics`. */
  uncountedRequests: 64,
  /** CloudWatch's metrics are made no more often. */
  embeddedMetricsSeconds: 60,
  /** Different values of one metric in one line: the embedded metric format takes no more. */
  embeddedMetricValues: 100,
  /** SageMaker gives up on an answer after 60 s, and on a batch transform's after 600 s unless told otherwise. */
  invocationSeconds: { usual: 60, batch: 600, most: 3600 },
  workers: 64,
  concurrentTransforms: 1024,
} as const;
