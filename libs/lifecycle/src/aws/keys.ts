import { TABLE } from '@pilotlight/contracts';

const key = (hash: string, range: string) => ({ [TABLE.hashKey]: hash, [TABLE.rangeKey]: range });

/** The keys of the table, as `TABLE` describes them. */
export const KEYS = {
  activity: (model: string) => key(`MODEL#${model}`, 'ACTIVITY'),
  wake: (model: string) => key(`MODEL#${model}`, 'WAKE'),
  prediction: (id: string) => key(`PREDICTION#${id}`, 'PREDICTION'),
  idempotency: (model: string, idempotencyKey: string) =>
    key(`KEY#${model}#${idempotencyKey}`, 'KEY'),
} as const;
