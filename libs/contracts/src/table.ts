/**
 * The one DynamoDB table: its keys, its index and its time-to-live attribute, as infra makes it and lifecycle uses it.
 *
 * | pk              | sk         | what                                                             |
 * |-----------------|------------|------------------------------------------------------------------|
 * | MODEL#name      | ACTIVITY   | when the endpoint was last used                                  |
 * | MODEL#name      | WAKE       | the current wake: claim, phase, attempts, earlier durations      |
 * | COST            | MODEL#name | how long its endpoints have lived, in all and by UTC day         |
 * | PREDICTION#id   | PREDICTION | a parked prediction; `queue` is set until it has its answer      |
 * | KEY#name#key    | KEY        | which prediction a caller's idempotency key stands for           |
 */
export const TABLE = {
  hashKey: 'pk',
  rangeKey: 'sk',
  /** Epoch seconds; DynamoDB deletes late, so readers filter. */
  timeToLive: 'expiresAt',
  /** Sparse: only predictions without an answer are in it, by model, in the order of their ids, which is that of time. */
  queueIndex: { name: 'queue', hashKey: 'queue', rangeKey: 'id', projection: 'KEYS_ONLY' },
} as const;
