import { randomUUID } from 'node:crypto';
import { lastPart } from '../../cloud/arns.ts';
import type { CloudContext } from '../../cloud/context.ts';
import { EVENT_LIMIT_BYTES, runEvent } from '../lambda/asynchronous.ts';
import type { Functions } from '../lambda/functions.ts';
import type { CloudEvent } from './event.ts';

/** Sends an event to a rule's target, without waiting for it. */
export type Deliver = (ruleArn: string, targetArn: string, event: CloudEvent) => void;

/** Delivers to Lambda asynchronously, as EventBridge does. */
export function createDeliver(context: CloudContext, functions: Functions): Deliver {
  const { log, accountId, region, closing } = context;

  async function deliver(ruleArn: string, targetArn: string, event: CloudEvent): Promise<void> {
    const source = `events/${lastPart(ruleArn)}`;
    const payload = JSON.stringify({
      version: '0',
      id: randomUUID(),
      'detail-type': event['detail-type'],
      source: event.source,
      account: accountId,
      time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      region,
      resources: event.resources,
      detail: event.detail,
    });
    if (Buffer.byteLength(payload) > EVENT_LIMIT_BYTES) {
      log(source, `NOT DELIVERED: the event is larger than ${EVENT_LIMIT_BYTES} bytes`);
      return;
    }
    const invoker = { principal: 'events.amazonaws.com', sourceArn: ruleArn } as const;
    const functionName = lastPart(targetArn);
    const run = () => functions.invoke(targetArn, payload, invoker);
    await runEvent({ source, functionName, run }, context);
  }

  return (ruleArn, targetArn, event) => {
    deliver(ruleArn, targetArn, event).catch((error: unknown) => {
      if (closing.aborted) return;
      // The function did not run: it does not exist, or may not be invoked. EventBridge does not retry that.
      const reason = error instanceof Error ? error.message : String(error);
      log(`events/${lastPart(ruleArn)}`, `NOT DELIVERED to ${lastPart(targetArn)}: ${reason}`);
    });
  };
}
