/** The limits of one container. Units are in the names. */
export const RUNTIME_LIMITS = {
  /** Invocations in the queue; one more is refused as `overloaded`. */
  queuedInvocations: 128,
  /** Total size of the bodies in the queue. */
  queuedBytes: 64 * 1024 * 1024,
  /** With a long queue a worker takes up to this many batches at once, if it can run them within this time. */
  batchesAtOnce: 4,
  atOnceMilliseconds: 20,
  /** A reply of a run shorter than the first is held for the next replies, for at most the second. */
  shortRunMilliseconds: 5,
  heldReplyMilliseconds: 10,
  /** Total size of the bodies in one run; a single larger body runs alone. */
  runBodyBytes: 1024 * 1024,
  /** SageMaker times out after 60 s, so a worker without an answer by then is replaced. */
  invocationSeconds: 60,
  /** Parts of a stream that may be sent ahead of a slow reader. */
  streamParts: 8,
  /** How fast the recent peak of invocations in flight decays; the peak decides whether a run waits for more inputs. */
  peakHalfLifeMilliseconds: 100,
  /** Time for all measurements of one start. */
  calibrationSeconds: 5,
  /**
   * A stored plan expires after this time: it may have been measured under a steady load by others, which the
   * measurements do not show.
   */
  keptPlanDays: 7,
  /** Time for measuring one setting. */
  measurementMilliseconds: 150,
  /** The largest batch that is measured; batches double from 1. */
  measuredBatch: 32,
  /** Inputs that are run alone and together to check whether batching changes an answer. */
  batchCheckInputs: 4,
  /** If one of them takes longer than this, only two are checked. */
  slowCheckMilliseconds: 500,
  /** An input waits for others at most this share of the time of a run, and at most this long. */
  delayShare: 0.1,
  delayMilliseconds: 5,
  /** A worker's JavaScript heap: its equal share of the usable memory, within these bounds. Only a worker over it is lost. */
  workerHeapMegabytes: { least: 256, most: 2048 },
  /** Back-off while the replacement of a lost worker cannot load: doubles from `least` to `most`. */
  reloadSeconds: { least: 1, most: 30 },
} as const;
