/** The limits of the server. Units are in the names. */
export const SERVER_LIMITS = {
  /** Total size of the bodies being read, unless a batch transform needs more. */
  bodiesBytes: 64 * 1024 * 1024,
  /** SageMaker's maximum for one request of a batch transform; also the limit if SageMaker says "unlimited". */
  payloadMegabytes: 100,
  /** Default `MaxPayloadInMB`; the same as SageMaker's. */
  usualPayloadMegabytes: 6,
  /** SageMaker's limit for `MaxConcurrentTransforms` times `MaxPayloadInMB`. */
  transformsMegabytes: 100,
  /** How many refused bodies are read and discarded at a time; bodies up to `smallBodyBytes` do not count. */
  drainedBodies: 2,
  smallBodyBytes: 64 * 1024,
  /** A refused body that is not complete after this time is closed with its connection. */
  drainSeconds: 2,
  /** All headers of a request; custom attributes and the target model take at most 2 KB of it. */
  headersBytes: 16 * 1024,
  headersSeconds: 20,
  /** Time for receiving a complete request: SageMaker's time-out for an answer. */
  requestSeconds: 60,
  /** How often requests are checked for being too slow. */
  slowRequestCheckSeconds: 5,
  /**
   * nginx's default (SageMaker's own containers run behind nginx), and more than the 60 s of a load balancer. The
   * client must be the one to close an idle connection: if the server does, a request in transit may be lost.
   */
  keepAliveSeconds: 75,
  /** How long after SIGTERM queued connections are still accepted, even if more keep arriving. */
  acceptSeconds: 2,
  /** After SIGTERM a client that neither sends its request nor reads its answer for this long is disconnected. */
  stalledSeconds: 5,
  /** How often that is checked. */
  stalledCheckSeconds: 1,
  /** After SIGTERM a client that still sends or reads is disconnected after this. Less than `LIMITS.drainSeconds`. */
  slowClientSeconds: 20,
  /** SageMaker's asynchronous inference opens at most 1000. */
  connections: 2048,
  inferenceIdCharacters: 64,
  customAttributesCharacters: 1024,
  /** The name of a model in a multi-model host, and SageMaker's `TargetModel`. */
  modelNameCharacters: 1024,
  /** `POST /models` */
  loadRequestBytes: 16 * 1024,
  /** Models per answer of `GET /models`. */
  modelsPage: 100,
  /** How much of an input is logged if `LOG_INPUT` is set. */
  loggedInputBytes: 4096,
  /** How long a log line may wait to be written together with others. */
  logDelayMilliseconds: 100,
  /** The log is written at once when this much is waiting. */
  logWriteBytes: 16 * 1024,
  /** Maximum backlog when the reader of the log is too slow; further lines are dropped. */
  logBacklogBytes: 8 * 1024 * 1024,
  /** How many ended requests are collected before they are counted for `/metrics`. */
  uncountedRequests: 64,
  /** Minimum interval between lines of CloudWatch metrics. */
  embeddedMetricsSeconds: 60,
  /** Distinct values of one metric per line: the limit of the embedded metric format. */
  embeddedMetricValues: 100,
  /** SageMaker times out after 60 s, and in a batch transform by default after 600 s. */
  invocationSeconds: { usual: 60, batch: 600, most: 3600 },
  workers: 64,
  concurrentTransforms: 1024,
} as const;
