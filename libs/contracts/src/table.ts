/**
 * The DynamoDB table: its keys, its index and its time-to-live attribute. infra creates it, lifecycle uses it.
 *
 * | pk            | sk           | what                                                        |
 * |---------------|--------------|-------------------------------------------------------------|
 * | ENDPOINT#key  | ACTIVITY     | when the endpoint was last used                             |
 * | ENDPOINT#key  | WAKE         | the current wake: claim, phase, attempts, earlier durations |
 * | ENDPOINT#key  | MINUTE#time  | what a minute's requests cost in the function beside it      |
 * | COST          | ENDPOINT#key | awake time of the endpoint, in total and by UTC day         |
 * | PREDICTION#id | PREDICTION   | a prediction or job; `queue` is set until it has its answer |
 * | KEY#name#key  | KEY          | the prediction that a caller's idempotency key is bound to  |
 */
export const TABLE = {
  hashKey: 'pk',
  rangeKey: 'sk',
  /** Epoch seconds. DynamoDB deletes expired items late, so readers filter them. */
  timeToLive: 'expiresAt',
  /**
   * Sparse: only predictions without an answer, by model, sorted by id and therefore by time. Jobs are in a queue of
   * their own, the model's name with `#jobs`: no endpoint is woken for them, or kept.
   */
  queueIndex: { name: 'queue', hashKey: 'queue', rangeKey: 'id', projection: 'KEYS_ONLY' },
} as const;
