import { Type, type Static } from 'typebox';
import { PRICES } from './prices.ts';

/** What every amount of `Cost` is, said with it. */
export const COST_NOTE = `List prices on demand in ${PRICES.region}, for the endpoint's instances alone`;

const Usd = (description: string) => Type.Optional(Type.Number({ description }));

/**
 * What a model has cost, and what it saved by sleeping. Without a price for an instance type the amounts that need it are
 * left out; the hours are always there.
 */
export const Cost = Type.Object(
  {
    since: Type.String({ format: 'date-time', description: 'when counting began' }),
    awakeSeconds: Type.Number({
      description: 'from the creation of endpoints to their last sight',
    }),
    instanceType: Type.String({ description: 'what is deployed now' }),
    instances: Type.Integer({ description: 'how many of them an endpoint has' }),
    pricePerHourUsd: Usd('of one instance'),
    costUsd: Usd('what awake time has cost'),
    savedUsd: Usd('what the time without an endpoint would have cost'),
    alwaysOnUsd: Usd('what an endpoint that never sleeps would have cost'),
    pricesAsOf: Type.String({ description: 'year and month of the price table' }),
    note: Type.String({ description: 'what the amounts are' }),
    today: Type.Object({
      awakeSeconds: Type.Number({
        description: 'of all models of the stack, in this UTC day',
      }),
      ceilingSeconds: Type.Optional(
        Type.Number({ description: 'how much of that may be used before wakes are refused' }),
      ),
      resetsAt: Type.String({ format: 'date-time', description: 'when the next UTC day begins' }),
    }),
  },
  { $id: 'Cost' },
);

export type Cost = Static<typeof Cost>;
