/** What one container takes on. Units are in the names. */
export const RUNTIME_LIMITS = {
  /** Invocations that wait for a worker; one more is refused as `overloaded`. */
  queuedInvocations: 128,
  /** All their bodies together. */
  queuedBytes: 64 * 1024 * 1024,
  /** Batches that a worker may take at once where several wait, when it will have run them within this time. */
  batchesAtOnce: 4,
  atOnceMilliseconds: 20,
  /** A reply waits for the next of its run where runs are so short, and so long at most. */
  shortRunMilliseconds: 5,
  heldReplyMilliseconds: 10,
  /** The bodies of the invocations that run together, unless there is but one. */
  runBodyBytes: 1024 * 1024,
  /** SageMaker gives up on an answer after 60 s, so a worker that still has none is replaced. */
  invocationSeconds: 60,
  /** Parts of a stream that may be on their way to a slow reader. */
  streamParts: 8,
  /** How fast the memory of a burst fades, by which a run waits for more to run with it. */
  peakHalfLifeMilliseconds: 100,
  /** All measuring of one start. */
  calibrationSeconds: 5,
  /**
   * A kept plan is measured again after this time: what else the machine did all the while it was measured shows in no
   * figure.
   */
  keptPlanDays: 7,
  /** One setting's share of that. */
  measurementMilliseconds: 150,
  /** The largest batch that is tried, of those doubled from 1. */
  measuredBatch: 32,
  /** So many inputs are answered alone and together, to see whether a batch changes an answer. */
  batchCheckInputs: 4,
  /** Only two of them where one takes longer. */
  slowCheckMilliseconds: 500,
  /** An input waits for others by this share of their run at most, and by so long. */
  delayShare: 0.1,
  delayMilliseconds: 5,
  /** What a worker takes besides the model: its heap and its share of the runtime. */
  workerBytes: 64 * 1024 * 1024,
  /** How often a worker holds the weights while it loads: the file, and the session's own form of it. */
  modelCopies: 2,
  /** The share of the memory that workers may take, of which the number of workers is made. */
  memoryShare: 0.8,
  /** A worker's JavaScript heap, of its equal share of that memory; one that needs more is lost, and only it. */
  workerHeapMegabytes: { least: 256, most: 2048 },
  /** The pauses after which a lost worker's replacement, which could not load, is tried again. */
  reloadSeconds: { least: 1, most: 30 },
} as const;
