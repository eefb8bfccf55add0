import { TABLE } from '@pilotlight/contracts';

const key = (hash: string, range: string) => ({ [TABLE.hashKey]: hash, [TABLE.rangeKey]: range });

const ofModel = (model: string) => `MODEL#${model}`;

/** The ledgers of all models are in one partition, because the ceiling applies to the whole stack. */
export const COST_PARTITION = 'COST';

/** The keys of the table, as `TABLE` describes them. */
export const KEYS = {
  activity: (model: string) => key(ofModel(model), 'ACTIVITY'),
  wake: (model: string) => key(ofModel(model), 'WAKE'),
  cost: (model: string) => key(COST_PARTITION, ofModel(model)),
  prediction: (id: string) => key(`PREDICTION#${id}`, 'PREDICTION'),
  idempotency: (model: string, idempotencyKey: string) =>
    key(`KEY#${model}#${idempotencyKey}`, 'KEY'),
} as const;

/** The model of an item in the partition `COST`. */
export function modelOfCost(item: Readonly<Record<string, unknown>>): string {
  return String(item[TABLE.rangeKey]).slice(ofModel('').length);
}
