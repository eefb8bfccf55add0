import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudContext } from '../../cloud/context.ts';
import type { Authorizer } from '../../cloud/iam/authorizer.ts';
import type { Alarms } from '../cloudwatch/alarms.ts';
import type { Rollout } from './deployment-config.ts';
import type { Model } from './model.ts';
import { executionCaller } from './provision.ts';

const LOOK_MILLISECONDS = 50;

/** SageMaker reads the alarms of a rollout with the model's execution role. @returns why it may not */
export async function refusalToWatch(
  model: Model | undefined,
  rollout: Rollout | undefined,
  { authorizer, context }: { authorizer: Authorizer; context: CloudContext },
): Promise<string | undefined> {
  const action = 'cloudwatch:DescribeAlarms';
  for (const name of rollout?.alarms ?? []) {
    if (!model) return undefined;
    const resource = context.arns.alarm(name);
    if ((await authorizer.may(executionCaller(model), { action, resource })).allowed) continue;
    return `The execution role may not call ${action} on ${resource}.`;
  }
  return undefined;
}

/** Watches the alarms for the rollout's wait time. @returns why to roll back; SageMaker's own text is not known */
export async function watchRollout(
  rollout: Rollout | undefined,
  { alarms, context }: { alarms: Alarms; context: CloudContext },
): Promise<string | undefined> {
  if (!rollout) return undefined;
  const minutes = rollout.waitSeconds / 60;
  const until = Date.now() + minutes * context.settings.scheduleMinuteSeconds * 1_000;
  while (Date.now() < until && !context.closing.aborted) {
    const set = rollout.alarms.find((name) => alarms.isInAlarm(name));
    if (set !== undefined) return `The alarm ${set} went off during the update.`;
    await sleep(LOOK_MILLISECONDS, undefined, { ref: false });
  }
  return undefined;
}
