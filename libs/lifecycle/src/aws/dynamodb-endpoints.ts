import { Type } from 'typebox';
import { LIMITS, violations } from '@pilotlight/contracts';
import type { ActivityStore } from '../endpoint/ports.ts';
import type { WakeStore } from '../wake/ports.ts';
import type { WakeRecord } from '../wake/wake-record.ts';
import { KEYS } from './keys.ts';
import type { Table } from './table.ts';

/** An item that does not match is treated as if there were no record. */
const WakeItem = Type.Object({
  status: Type.Enum(['idle', 'open', 'failed', 'retired']),
  requestedAt: Type.Number(),
  phase: Type.Enum(['requested', 'clearing', 'creating']),
  leaseUntil: Type.Number(),
  attempts: Type.Integer(),
  unsure: Type.Optional(Type.Boolean()),
  refusedSince: Type.Optional(Type.Number()),
  scheduled: Type.Boolean(),
  reason: Type.Optional(Type.String()),
  failures: Type.Integer(),
  restUntil: Type.Number(),
  endedAt: Type.Optional(Type.Number()),
  configuration: Type.String(),
  deployed: Type.Optional(Type.Array(Type.String())),
  durationsSeconds: Type.Array(Type.Number()),
});

/** The stored state of each endpoint: its last use and its wake. */
export function endpointStore(table: Table): ActivityStore & WakeStore {
  return {
    async readActivity(endpoint) {
      const item = await table.get(KEYS.activity(endpoint));
      if (!item) return { kind: 'missing' };
      const { lastUsedAt, assumed } = item;
      return typeof lastUsedAt === 'number' && lastUsedAt > 0
        ? { kind: 'used', lastUsedAt, ...(assumed === true ? { assumed } : {}) }
        : { kind: 'unreadable' };
    },

    async recordActivity(endpoint, usedAt) {
      const record = {
        Key: KEYS.activity(endpoint),
        UpdateExpression: 'SET lastUsedAt = :at REMOVE condemnedAt, assumed',
        ConditionExpression: 'attribute_not_exists(lastUsedAt) OR lastUsedAt < :at',
        ExpressionAttributeValues: { ':at': usedAt },
      };
      await table.update(record, LIMITS.activityWriteSeconds);
    },

    async assumeActivity(endpoint, usedAt) {
      await table.put({ Item: { ...KEYS.activity(endpoint), lastUsedAt: usedAt, assumed: true } });
    },

    async condemn(endpoint, lastUsedAt, now) {
      const condemned = await table.update({
        Key: KEYS.activity(endpoint),
        UpdateExpression: 'SET condemnedAt = :now',
        ConditionExpression: 'lastUsedAt = :seen',
        ExpressionAttributeValues: { ':now': now, ':seen': lastUsedAt },
      });
      return condemned !== undefined;
    },

    async readWake(endpoint) {
      const item = await table.get(KEYS.wake(endpoint));
      if (!item) return {};
      const version = typeof item.version === 'number' ? { version: item.version } : {};
      return violations(WakeItem, item).length === 0
        ? { ...version, record: recordOf(item as unknown as WakeRecord) }
        : version;
    },

    async writeWake(endpoint, record, version) {
      const next = (version ?? 0) + 1;
      const written = await table.put({
        Item: { ...KEYS.wake(endpoint), ...record, version: next },
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

/** The record without the table's own attributes. */
function recordOf(item: WakeRecord): WakeRecord {
  const { status, requestedAt, phase, leaseUntil, attempts, unsure, scheduled, reason } = item;
  const { failures, restUntil, endedAt, configuration, deployed, durationsSeconds } = item;
  const { refusedSince } = item;
  return {
    status,
    requestedAt,
    phase,
    leaseUntil,
    attempts,
    ...(unsure === undefined ? {} : { unsure }),
    ...(refusedSince === undefined ? {} : { refusedSince }),
    scheduled,
    ...(reason === undefined ? {} : { reason }),
    failures,
    restUntil,
    ...(endedAt === undefined ? {} : { endedAt }),
    configuration,
    ...(deployed === undefined ? {} : { deployed }),
    durationsSeconds,
  };
}
