import { LIMITS } from '@pilotlight/contracts';
import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  type EventBridgeClientConfig,
} from '@aws-sdk/client-eventbridge';
import type { SchedulePort } from '../endpoint/ports.ts';
import { cloudError } from '@pilotlight/hosts/aws';

/** The EventBridge schedule rule of this name. Both calls take effect with a short delay. */
export function eventBridgeSchedule(
  connection: EventBridgeClientConfig,
  ruleName: string,
): SchedulePort {
  const patient = new EventBridgeClient({ ...connection, maxAttempts: 4 });
  // No retry: a first try that hangs could take effect late, after a wake has enabled the rule.
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
