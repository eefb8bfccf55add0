import { Deliveries } from '../lambda/deliveries.ts';
import { lambda } from '../lambda/index.ts';
import { defineService } from '../service.ts';
import { topic, topicPolicy, topicSubscription } from './resources.ts';
import { Topics } from './topics.ts';

/** SNS: topics that invoke functions. Nothing calls it over HTTP: SageMaker publishes in this process. */
export const sns = defineService({
  name: 'sns',
  needs: { lambda },
  start: (context, { lambda }) => ({
    control: new Topics(context, new Deliveries('sns', context, lambda.control)),
  }),
  resources: [topic, topicPolicy, topicSubscription],
});
