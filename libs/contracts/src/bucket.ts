/**
 * The one bucket that functions write to, as infra makes it and lifecycle uses it: inputs and answers that are too large
 * for an item of the table, by the id of their prediction.
 */
export const BUCKET = { prefix: 'predictions/' } as const;
