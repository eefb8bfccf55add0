import { Type, type Static } from 'typebox';
import { PRICES } from './prices.ts';

/** What the amounts in `Cost` are; sent with them. */
export const COST_NOTE = `On-demand list prices in ${PRICES.region}, for the endpoint's instances only`;

const Usd = (description: string) => Type.Optional(Type.Number({ description }));

/**
 * What a model has cost, and what it saved by sleeping. When an instance type has no price, the amounts that need it
 * are left out; the times are always there.
 */
export const Cost = Type.Object(
  {
    since: Type.String({ format: 'date-time', description: 'when counting began' }),
    awakeSeconds: Type.Number({
      description: 'time from the creation of each endpoint until it was last seen',
    }),
    instanceType: Type.String({ description: 'instance type that is deployed now' }),
    instances: Type.Integer({ description: 'number of instances per endpoint' }),
    pricePerHourUsd: Usd('price of one instance'),
    costUsd: Usd('cost of the awake time'),
    savedUsd: Usd('what the time without an endpoint would have cost'),
    alwaysOnUsd: Usd('what an endpoint that never sleeps would have cost'),
    pricesAsOf: Type.String({ description: 'year and month of the price table' }),
    note: Type.String({ description: 'what the amounts are based on' }),
    today: Type.Object({
      awakeSeconds: Type.Number({
        description: 'awake time of all models of the stack in this UTC day',
      }),
      ceilingSeconds: Type.Optional(
        Type.Number({ description: 'when awakeSeconds reaches this, wakes are refused' }),
      ),
      resetsAt: Type.String({ format: 'date-time', description: 'when the next UTC day begins' }),
    }),
  },
  { $id: 'Cost' },
);

export type Cost = Static<typeof Cost>;
