import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastPart } from '../../cloud/arns.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { Functions } from '../lambda/functions.ts';
import type { CloudEvent } from './event.ts';

/** Sends an event to a rule's target, without waiting for it. */
export type Deliver = (ruleArn: string, targetArn: string, event: CloudEvent) => void;

/** Lambda retries an asynchronous event twice: after one minute, then after two. */
const RETRY_MINUTES = [1, 2];
/** Lambda's limit for the payload of an asynchronous event. */
const PAYLOAD_LIMIT_BYTES = 1024 * 1024;

/** Delivers to Lambda asynchronously, as EventBridge does: a function that fails gets the event three times. */
export function createDeliver(context: CloudContext, functions: Functions): Deliver {
  const { log, settings, accountId, region, closing } = context;

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
    if (Buffer.byteLength(payload) > PAYLOAD_LIMIT_BYTES) {
      log(source, `NOT DELIVERED: the event is larger than ${PAYLOAD_LIMIT_BYTES} bytes`);
      return;
    }
    const invoker = { principal: 'events.amazonaws.com', sourceArn: ruleArn } as const;
    for (const minutes of [...RETRY_MINUTES, undefined]) {
      const result = await functions.invoke(targetArn, payload, invoker);
      if (result.functionError === undefined) return;
      if (minutes === undefined) {
        log(source, `GIVEN UP after ${RETRY_MINUTES.length} retries: ${lastPart(targetArn)}`);
        return;
      }
      log(source, `${lastPart(targetArn)} failed, retry in ${minutes} min`);
      await sleep(minutes * settings.scheduleMinuteSeconds * 1_000, undefined, { signal: closing });
    }
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
