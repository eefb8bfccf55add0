import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoDbLedgers } from '../../src/aws/index.ts';
import type { LedgerPort } from '../../src/index.ts';
import { accrue } from '../../src/cost/ledger.ts';
import { describeLedgers } from '../../testing/describe-ledgers.ts';
import { startLocalTable } from './local-table.ts';

const TABLE_NAME = 'pilotlight-test';

let table: Awaited<ReturnType<typeof startLocalTable>>;
let ledgers: LedgerPort;

beforeAll(async () => {
  table = await startLocalTable(TABLE_NAME);
  ledgers = dynamoDbLedgers(table.documents, TABLE_NAME);
});

afterAll(() => table.stop());

describeLedgers('the ledgers in DynamoDB', () => ledgers);

it('an invalid ledger item is treated as no ledger, and is overwritten', async () => {
  const Item = { pk: 'COST', sk: 'ENDPOINT#spoilt', since: 'yesterday', version: 7 };
  await table.documents.send(new PutCommand({ TableName: TABLE_NAME, Item }));
  expect((await ledgers.readLedgers()).get('spoilt')).toEqual({ version: 7 });
  const ledger = accrue(undefined, { instanceType: 'ml.m5.large', instanceCount: 1 }, 1);
  expect(await ledgers.writeLedger('spoilt', ledger, 7)).toBe(8);
  expect((await ledgers.readLedgers()).get('spoilt')).toEqual({ ledger, version: 8 });
});
