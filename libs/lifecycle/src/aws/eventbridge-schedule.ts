import { LIMITS } from '@pilotlight/contracts';
import {
  DisableRuleCommand,
  EnableRuleCommand,
  type EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import type { SchedulePort } from '../ports.ts';
import { cloudError } from './errors.ts';

/** The schedule rule of that name, in EventBridge. Both calls take effect a little later. */
export function eventBridgeSchedule(client: EventBridgeClient, ruleName: string): SchedulePort {
  const within = () => ({ abortSignal: AbortSignal.timeout(LIMITS.cloudCallSeconds * 1000) });
  return {
    async enable() {
      try {
        await client.send(new EnableRuleCommand({ Name: ruleName }), within());
      } catch (error) {
        throw cloudError('EventBridge', 'EnableRule', error);
      }
    },
    async disable() {
      try {
        await client.send(new DisableRuleCommand({ Name: ruleName }), within());
      } catch (error) {
        throw cloudError('EventBridge', 'DisableRule', error);
      }
    },
  };
}
