/** The limits of one body. Units are in the names. The size of the body itself is limited by the server. */
export const CODEC_LIMITS = {
  /** A batch transform packs as many short lines as fit into 6 MB; a worker cannot run more than this in a minute. */
  records: 250_000,
  /** How many schema violations of a body are reported. */
  namedViolations: 20,
  /** A browser sends about 200. */
  acceptCharacters: 1024,
  /** One row of CSV. */
  csvRecordBytes: 1024 * 1024,
  /** NumPy's own limit. */
  npyHeaderBytes: 10_000,
  npyDimensions: 8,
  /** Lists that an array is converted to, including inner ones: a list takes far more memory than the numbers in it. */
  npyLists: 2 * 1024 * 1024,
} as const;
