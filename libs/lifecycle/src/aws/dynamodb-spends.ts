import { LIMITS, TABLE } from '@pilotlight/contracts';
import type { SpendStore } from '../cost/ports.ts';
import { KEYS, minuteOf } from './keys.ts';
import { expiry } from './prediction-item.ts';
import type { Table } from './table.ts';

const MINUTE_MILLISECONDS = 60_000;

const minuteAt = (now: number) => Math.floor(now / MINUTE_MILLISECONDS) * MINUTE_MILLISECONDS;

/** One item a minute of each endpoint in which there were requests. */
export function spendStore(table: Table): SpendStore {
  return {
    async addSpend(endpoint, { requests, usd }, now) {
      const add = {
        Key: KEYS.minute(endpoint, minuteAt(now)),
        UpdateExpression: 'SET #expiry = :expiry ADD requests :requests, usd :usd',
        ExpressionAttributeNames: { '#expiry': TABLE.timeToLive },
        ExpressionAttributeValues: {
          ':expiry': expiry(now, LIMITS.spendKeptSeconds),
          ':requests': requests,
          ':usd': usd,
        },
      };
      await table.update(add, LIMITS.activityWriteSeconds);
    },

    async readSpends(endpoint, since) {
      const [from, to] = [KEYS.minute(endpoint, since), KEYS.minute(endpoint, LAST_MINUTE)];
      const { items } = await table.query({
        KeyConditionExpression: '#hash = :endpoint AND #range BETWEEN :from AND :to',
        ExpressionAttributeNames: { '#hash': TABLE.hashKey, '#range': TABLE.rangeKey },
        ExpressionAttributeValues: {
          ':endpoint': from[TABLE.hashKey],
          ':from': from[TABLE.rangeKey],
          ':to': to[TABLE.rangeKey],
        },
      });
      return items.map((item) => ({
        minute: minuteOf(item),
        requests: Number(item.requests),
        usd: Number(item.usd),
      }));
    },
  };
}

/** Larger than any time that is read. */
const LAST_MINUTE = 9_999_999_999_999;
