import { TABLE, violations } from '@pilotlight/contracts';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Type } from 'typebox';
import type { Ledger } from '../cost/ledger.ts';
import type { LedgerPort } from '../cost/ports.ts';
import { COST_PARTITION, KEYS, endpointOfCost } from './keys.ts';
import { dynamoTable, type Item } from './table.ts';

const Milliseconds = Type.Number({ minimum: 0 });

/** An item that does not match is treated as if there were no ledger. */
const LedgerItem = Type.Object({
  since: Milliseconds,
  awakeMilliseconds: Milliseconds,
  instanceMilliseconds: Type.Record(Type.String(), Milliseconds),
  days: Type.Record(Type.String(), Milliseconds),
  lives: Type.Array(Type.Object({ createdAt: Milliseconds, countedTo: Milliseconds })),
});

/** The ledgers of a stack are in one partition, so that one Query reads all of them. */
export function dynamoDbLedgers(client: DynamoDBDocumentClient, tableName: string): LedgerPort {
  const table = dynamoTable(client, tableName);

  async function itemsOf(partition: string): Promise<Item[]> {
    const found: Item[] = [];
    let next: Item | undefined;
    do {
      const page = await table.query({
        KeyConditionExpression: '#hash = :partition',
        ExpressionAttributeNames: { '#hash': TABLE.hashKey },
        ExpressionAttributeValues: { ':partition': partition },
        ConsistentRead: true,
        ...(next ? { ExclusiveStartKey: next } : {}),
      });
      found.push(...page.items);
      next = page.next;
    } while (next);
    return found;
  }

  return {
    async readLedgers() {
      const items = await itemsOf(COST_PARTITION);
      return new Map(items.map((item) => [endpointOfCost(item), storedLedger(item)]));
    },

    async writeLedger(endpoint, ledger, version) {
      const next = (version ?? 0) + 1;
      const written = await table.put({
        Item: { ...KEYS.cost(endpoint), ...ledger, version: next },
        ...(version === undefined
          ? { ConditionExpression: 'attribute_not_exists(version)' }
          : {
              ConditionExpression: 'version = :version',
              ExpressionAttributeValues: { ':version': version },
            }),
      });
      return written ? next : undefined;
    },
  };
}

function storedLedger(item: Item): { ledger?: Ledger; version?: number } {
  const version = typeof item.version === 'number' ? { version: item.version } : {};
  if (violations(LedgerItem, item).length > 0) return version;
  const { since, awakeMilliseconds, instanceMilliseconds, days, lives } = item as unknown as Ledger;
  return { ...version, ledger: { since, awakeMilliseconds, instanceMilliseconds, days, lives } };
}
