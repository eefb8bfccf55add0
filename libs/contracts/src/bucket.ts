/**
 * The S3 bucket that the functions write to; infra creates it, lifecycle uses it. It holds inputs and answers that are
 * too large for a table item, under the id of their prediction.
 */
export const BUCKET = { prefix: 'predictions/' } as const;
