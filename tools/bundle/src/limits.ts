/** What the lint itself takes on, and from where on it speaks up. Units are in the names. */
export const LINT_LIMITS = {
  /** A file of the bundle that is this large is meant to be read. */
  unreadFileBytes: 100_000,
  /** An archive that unpacks to more is not unpacked: a real model of that size is served uncompressed. */
  unpackedBytes: 20_000_000_000,
  archiveEntries: 10_000,
  /** JSON files of a bundle that the lint reads whole. */
  jsonBytes: 100_000_000,
  /** Protobuf counts in 31 bits. */
  onnxFileBytes: 2 ** 31 - 1,
  /** A handler that is not imported by then hangs. */
  importSeconds: 10,
  /** To load the model, to make the runtime's test prediction, and to compare batches. What takes longer hangs. */
  loadSeconds: 60,
  /** To answer one example. */
  answerSeconds: 20,
  /** What is kept of the last words of a process that died. */
  lastWordsCharacters: 500,
} as const;
