import { LIMITS } from '@pilotlight/contracts';
import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  type EventBridgeClientConfig,
} from '@aws-sdk/client-eventbridge';
import type { SchedulePort } from '../ports.ts';
import { cloudError } from './errors.ts';

/** The schedule rule of that name, in EventBridge. Both calls take effect a little later. */
export function eventBridgeSchedule(
  connection: EventBridgeClientConfig,
  ruleName: string,
): SchedulePort {
  const patient = new EventBridgeClient({ ...connection, maxAttempts: 4 });
  // A first try that hangs could take effect after the second, when a wake has enabled the rule meanwhile.
  const once = new EventBridgeClient({ ...connection, maxAttempts: 1 });
  const within = () => ({ abortSignal: AbortSignal.timeout(LIMITS.cloudCallSeconds * 1000) });
  return {
    async enable() {
      try {
        await patient.send(new EnableRuleCommand({ Name: ruleName }), within());
      } catch (error) {
        throw cloudError('EventBridge', 'EnableRule', error);
      }
    },
    async disable() {
      try {
        await once.send(new DisableRuleCommand({ Name: ruleName }), within());
      } catch (error) {
        throw cloudError('EventBridge', 'DisableRule', error);
      }
    },
  };
}
