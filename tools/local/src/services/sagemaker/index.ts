import { cloudwatch } from '../cloudwatch/index.ts';
import { ecr } from '../ecr/index.ts';
import { events } from '../events/index.ts';
import { logs } from '../logs/index.ts';
import { s3 } from '../s3/index.ts';
import { defineService } from '../service.ts';
import { sns } from '../sns/index.ts';
import { Endpoints } from './endpoints.ts';
import { Models } from './models.ts';
import { endpoint } from './endpoint-resource.ts';
import { endpointConfiguration, model } from './resources.ts';
import { sageMakerControl } from './sagemaker-control.ts';
import { sageMakerRuntimeService } from './runtime-service.ts';
import { sageMakerService } from './service.ts';
import { stateChangeEvent } from './state-change-event.ts';

/** SageMaker: endpoints that run the real container, one process per instance. */
export const sagemaker = defineService({
  name: 'sagemaker',
  needs: { cloudwatch, ecr, events, logs, s3, sns },
  start(context, { cloudwatch, ecr, events, logs, s3, sns }) {
    const { arns, authorizer } = context;
    const alarms = cloudwatch.control;
    const models = new Models(context);
    const endpoints = new Endpoints(models, {
      alarms,
      context,
      authorizer,
      buckets: s3.control,
      repositories: ecr.control,
      logs: logs.control,
      metrics: cloudwatch.metrics,
      publish: (publication, caller) => sns.control.publish(publication, caller),
      onStatus: (endpoint) => events.control.put(stateChangeEvent(endpoint, arns)),
    });
    return {
      control: sageMakerControl(models, endpoints, context),
      endpoints,
      wire: [
        sageMakerService(endpoints, models, arns),
        sageMakerRuntimeService({ endpoints, counts: cloudwatch.counts, alarms, context }),
      ],
      stop: () => endpoints.close(),
    };
  },
  resources: [endpoint, endpointConfiguration, model],
});
