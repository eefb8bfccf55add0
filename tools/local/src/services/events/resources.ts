import { randomBytes } from 'node:crypto';
import { Type, type Static } from 'typebox';
import { handlersFor } from '../../resources/handler.ts';
import { arn, inputs, name, optional, regionalInputs } from '../../resources/schema.ts';
import type { EventsControl } from './control.ts';

const defineHandler = handlersFor<Record<'events', EventsControl>>();

const State = Type.Enum(['ENABLED', 'DISABLED']);
const RuleInputs = regionalInputs({
  name: optional(name('^[.\\-_A-Za-z0-9]+$', 64)),
  description: optional(Type.String({ maxLength: 512 })),
  scheduleExpression: optional(Type.String({ pattern: '^rate\\(' })),
  eventPattern: optional(Type.String({ maxLength: 2048 })),
  state: optional(State),
});
type RuleInputs = Static<typeof RuleInputs>;

export const eventRule = defineHandler({
  type: 'aws:cloudwatch/eventRule:EventRule',
  inputs: RuleInputs,
  defaults: { state: 'ENABLED' },
  autoname: { property: 'name', maxLength: 64 },
  replaceOnChanges: ['name', 'region'],
  check(given) {
    if ((given.scheduleExpression === undefined) !== (given.eventPattern === undefined)) return [];
    const reason = 'must be set if and only if eventPattern is not set';
    return [{ property: 'scheduleExpression', reason }];
  },
  create(given, { cloud }) {
    return { id: String(given.name), outputs: cloud.events.putRule(ruleOf(given)) };
  },
  update: (_id, given, { cloud }) => cloud.events.putRule(ruleOf(given)),
  delete: (id, _outputs, { cloud }) => cloud.events.deleteRule(id),
  // The functions switch the rule on and off: `pulumi refresh` shows its current state.
  read: (id, _outputs, { cloud }) => ({ state: cloud.events.describe(id).state }),
});

/** `PutRule` replaces a rule with its state: the provider sends the state that the program sets. */
function ruleOf(given: RuleInputs) {
  return {
    name: String(given.name),
    state: given.state ?? 'ENABLED',
    ...(given.scheduleExpression === undefined
      ? {}
      : { scheduleExpression: given.scheduleExpression }),
    ...(given.eventPattern === undefined ? {} : { eventPattern: given.eventPattern }),
  };
}

const TargetInputs = regionalInputs({
  rule: Type.String(),
  arn: arn('lambda'),
  targetId: optional(name('^[.\\-_A-Za-z0-9]+$', 64)),
  retryPolicy: optional(
    inputs({
      maximumEventAgeInSeconds: optional(Type.Integer()),
      maximumRetryAttempts: optional(Type.Integer()),
    }),
  ),
});

export const eventTarget = defineHandler({
  type: 'aws:cloudwatch/eventTarget:EventTarget',
  inputs: TargetInputs,
  replaceOnChanges: ['rule', 'targetId', 'region'],
  create(given, { cloud }) {
    const targetId = given.targetId ?? `pulumi-${randomBytes(8).toString('hex')}`;
    cloud.events.putTarget({ rule: given.rule, targetId, arn: given.arn });
    return { id: `${given.rule}-${targetId}`, outputs: { targetId } };
  },
  update(_id, given, { cloud }, outputs) {
    const targetId = String(outputs.targetId);
    cloud.events.putTarget({ rule: given.rule, targetId, arn: given.arn });
    return { targetId };
  },
  delete: (_id, outputs, { cloud }) =>
    cloud.events.removeTarget(String(outputs.rule), String(outputs.targetId)),
});
