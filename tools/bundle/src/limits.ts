/** The lint's own limits, and the sizes from which it reports. Units are in the names. */
export const LINT_LIMITS = {
  /** A file of at least this size is reported if nothing reads it. */
  unreadFileBytes: 100_000,
  /** An archive that unpacks to more is not unpacked: a model of that size would be served uncompressed. */
  unpackedBytes: 20_000_000_000,
  archiveEntries: 10_000,
  /** The largest JSON file that the lint reads. */
  jsonBytes: 100_000_000,
  /** The limit of protobuf, whose sizes have 31 bits. */
  onnxFileBytes: 2 ** 31 - 1,
  /** To import the handler. */
  importSeconds: 10,
  /** To load the model, make the runtime's test prediction and compare batches. */
  loadSeconds: 60,
  /** To answer one example. */
  answerSeconds: 20,
  /** How much of the last error output of a process is kept. */
  lastWordsCharacters: 500,
} as const;

/** Units are in the names. */
export const PACK_LIMITS = {
  /** The weights of a model.onnx of at least this size get a file of their own. */
  separatedBytes: 64_000_000,
} as const;
