import { Deliveries } from '../lambda/deliveries.ts';
import { lambda } from '../lambda/index.ts';
import { defineService } from '../service.ts';
import { createDeliver } from './deliver.ts';
import { eventRule, eventTarget } from './resources.ts';
import { Rules } from './rules.ts';
import { eventsService } from './service.ts';

/** EventBridge: the default bus, and rules that invoke functions. */
export const events = defineService({
  name: 'events',
  needs: { lambda },
  start(context, { lambda }) {
    const deliveries = new Deliveries('events', context, lambda.control);
    const rules = new Rules(context, createDeliver(context, deliveries));
    return {
      control: rules,
      wire: [eventsService(rules, context.arns)],
      stop: () => rules.close(),
    };
  },
  resources: [eventRule, eventTarget],
});
