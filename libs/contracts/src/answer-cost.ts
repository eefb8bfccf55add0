import { Type, type Static } from 'typebox';
import type { AlwaysOnModel } from './host-models.ts';
import { PRICES } from './prices.ts';

/** What one answer costs, of a model that costs only while it answers. */
export const AnswerCost = Type.Object(
  {
    perRequestUsd: Type.Number({ description: 'price of each request' }),
    perSecondUsd: Type.Number({ description: 'price of each second that the model works on it' }),
    memoryMegabytes: Type.Integer({ description: 'the memory to which the price belongs' }),
    pricesAsOf: Type.String({ description: 'year and month of the price table' }),
    note: Type.String({ description: 'what the amounts are based on' }),
  },
  { $id: 'AnswerCost' },
);

export type AnswerCost = Static<typeof AnswerCost>;

const LIST = `On-demand list prices in ${PRICES.region}`;

/** What an answer of the model costs in its function or its serverless endpoint. */
export function answerCostOf({ serving }: AlwaysOnModel): AnswerCost {
  const { asOf: pricesAsOf } = PRICES;
  if (serving.mode === 'function') {
    const { memoryMegabytes } = serving.function;
    return {
      perRequestUsd: PRICES.lambdaPerMillionRequests.usd / 1e6,
      perSecondUsd: (memoryMegabytes / 1024) * PRICES.lambdaX86PerGigabyteSecond.usd,
      memoryMegabytes,
      pricesAsOf,
      note: `${LIST}; the start of an instance is billed too`,
    };
  }
  const { memoryMegabytes, provisionedConcurrency: kept } = serving.serverless;
  const data = `each GB of requests and answers costs $${PRICES.inferenceDataPerGigabyte.usd} besides`;
  const provisioned =
    kept === undefined ? '' : `, and ${kept} kept started are billed all the time`;
  return {
    perRequestUsd: 0,
    perSecondUsd: (memoryMegabytes / 1024) * PRICES.serverlessInferencePerGigabyteSecond.usd,
    memoryMegabytes,
    pricesAsOf,
    note: `${LIST}; ${data}${provisioned}`,
  };
}
