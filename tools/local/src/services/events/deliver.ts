import { randomUUID } from 'node:crypto';
import type { Account } from '../../cloud/context.ts';
import type { Deliveries } from '../lambda/deliveries.ts';
import type { CloudEvent } from './event.ts';

/** Sends an event to a rule's target, without waiting for it. */
export type Deliver = (ruleArn: string, targetArn: string, event: CloudEvent) => void;

/** Delivers in EventBridge's own form. */
export function createDeliver({ accountId, region }: Account, deliveries: Deliveries): Deliver {
  return (ruleArn, targetArn, event) =>
    deliveries.send({
      invoker: { principal: 'events.amazonaws.com', sourceArn: ruleArn },
      functionArn: targetArn,
      payload: JSON.stringify({
        version: '0',
        id: randomUUID(),
        'detail-type': event['detail-type'],
        source: event.source,
        account: accountId,
        time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
        region,
        resources: event.resources,
        detail: event.detail,
      }),
    });
}
