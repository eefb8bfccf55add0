import { TABLE } from '@pilotlight/contracts';

const key = (hash: string, range: string) => ({ [TABLE.hashKey]: hash, [TABLE.rangeKey]: range });

/** Sorts by time: the digits of epoch milliseconds stay 13 until the year 2286. */
const MINUTE = 'MINUTE#';

const ofEndpoint = (endpoint: string) => `ENDPOINT#${endpoint}`;

/** The ledgers of all endpoints are in one partition, because the ceiling applies to the whole stack. */
export const COST_PARTITION = 'COST';

/** The keys of the table, as `TABLE` describes them. */
export const KEYS = {
  activity: (endpoint: string) => key(ofEndpoint(endpoint), 'ACTIVITY'),
  minute: (endpoint: string, minute: number) => key(ofEndpoint(endpoint), `${MINUTE}${minute}`),
  wake: (endpoint: string) => key(ofEndpoint(endpoint), 'WAKE'),
  cost: (endpoint: string) => key(COST_PARTITION, ofEndpoint(endpoint)),
  prediction: (id: string) => key(`PREDICTION#${id}`, 'PREDICTION'),
  idempotency: (model: string, idempotencyKey: string) =>
    key(`KEY#${model}#${idempotencyKey}`, 'KEY'),
} as const;

/** The endpoint's key of an item in the partition `COST`. */
export function endpointOfCost(item: Readonly<Record<string, unknown>>): string {
  return String(item[TABLE.rangeKey]).slice(ofEndpoint('').length);
}

/** The start of the minute of an item, in epoch milliseconds. */
export function minuteOf(item: Readonly<Record<string, unknown>>): number {
  return Number(String(item[TABLE.rangeKey]).slice(MINUTE.length));
}
