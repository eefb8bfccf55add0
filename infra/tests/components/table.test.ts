import { TABLE } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { recordProgram } from '../support/record-program.ts';

test('the table has the keys and index of the contracts, and is billed per request', async () => {
  const program = await recordProgram();
  expect(program.inputsOf('aws:dynamodb/table:Table', 'pilotlight-dev')).toEqual({
    billingMode: 'PAY_PER_REQUEST',
    hashKey: TABLE.hashKey,
    rangeKey: TABLE.rangeKey,
    attributes: [
      { name: TABLE.hashKey, type: 'S' },
      { name: TABLE.rangeKey, type: 'S' },
      { name: TABLE.queueIndex.hashKey, type: 'S' },
      { name: TABLE.queueIndex.rangeKey, type: 'S' },
    ],
    globalSecondaryIndexes: [
      {
        name: TABLE.queueIndex.name,
        hashKey: TABLE.queueIndex.hashKey,
        rangeKey: TABLE.queueIndex.rangeKey,
        projectionType: TABLE.queueIndex.projection,
      },
    ],
    ttl: { attributeName: TABLE.timeToLive, enabled: true },
  });
});
