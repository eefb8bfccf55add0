/** What one body may hold. Units are in the names. The size of the body itself is limited by who receives it. */
export const CODEC_LIMITS = {
  /** A batch transform packs as many short lines as fit into its 6 MB; more than this no worker runs within a minute. */
  records: 250_000,
  /** How many places of a body are named when they do not fit the schema. */
  namedViolations: 20,
  /** A browser's has about 200. */
  acceptCharacters: 1024,
  /** One row of CSV. */
  csvRecordBytes: 1024 * 1024,
  /** What NumPy itself allows. */
  npyHeaderBytes: 10_000,
  npyDimensions: 8,
  /** Lists that an array becomes, inner ones included: a list costs far more memory than the numbers in it. */
  npyLists: 2 * 1024 * 1024,
  /** All images of one request together. A picture takes three bytes a pixel, however small its file is. */
  imagePixels: 16 * 1024 * 1024,
} as const;
