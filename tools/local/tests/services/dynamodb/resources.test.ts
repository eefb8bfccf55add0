import { describe, expect, it } from 'vitest';
import { checkInputs, handlerOf } from '../../../src/resources/index.ts';
import { useLife } from '../../support/life.ts';

const { life } = useLife();

describe('Table', () => {
  const type = 'aws:dynamodb/table:Table';
  const spec = {
    name: 'table',
    hashKey: 'pk',
    attributes: [
      { name: 'pk', type: 'S' },
      { name: 'queue', type: 'S' },
    ],
    globalSecondaryIndexes: [{ name: 'queue', hashKey: 'queue', projectionType: 'ALL' }],
  };
  const inputs = { ...spec, billingMode: 'PAY_PER_REQUEST' };

  it('is created with its keys and indexes', async () => {
    expect((await life(type, inputs)).calls).toEqual([
      ['dynamodb.createTable', spec],
      ['dynamodb.deleteTable', 'table'],
    ]);
  });

  it('must declare exactly its keys, and no provisioned capacity', () => {
    const extra = { ...inputs, attributes: [...inputs.attributes, { name: 'x', type: 'S' }] };
    expect(checkInputs(handlerOf(type), extra)).toMatchObject([{ property: 'attributes' }]);
    expect(checkInputs(handlerOf(type), spec)).toMatchObject([{ property: 'billingMode' }]);
  });
});
