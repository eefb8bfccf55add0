import { DECLARED_SUFFIX } from '@pilotlight/contracts';
import type * as aws from '@pulumi/aws';
import { arn, type Account } from '../arn.ts';
import type { Hosts } from '../artefacts/find-hosts.ts';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import { endpointName } from '../names.ts';
import type { ServedModels } from '../serving/serve-models.ts';
import { AsyncEndpoint } from './async-endpoint.ts';
import { Endpoint } from './endpoint.ts';
import { Image } from './image.ts';
import { JobTopic } from './job-topic.ts';
import { ServerlessEndpoint } from './serverless-endpoint.ts';

export interface EndpointsArgs {
  readonly account: Account;
  readonly stack: string;
  readonly prefix: string;
  readonly served: Pick<ServedModels, 'endpoints' | 'serverless' | 'async'>;
  readonly artefacts: readonly ModelArtefact[];
  /** The build of apps/inference; needed when there are endpoints. */
  readonly container: Hosts['container'];
  readonly bucket: aws.s3.Bucket;
  /** The bucket of the jobs' inputs and answers. */
  readonly jobsBucket: aws.s3.Bucket;
  readonly logRetentionDays: number;
}

/** The endpoints of a stack, by kind. */
export interface Endpoints {
  /** Those that requests wake. */
  readonly woken: readonly Endpoint[];
  readonly serverless: readonly ServerlessEndpoint[];
  readonly async: readonly AsyncEndpoint[];
  /** Where the asynchronous endpoints announce the end of a job; undefined when there are none. */
  readonly topic: JobTopic | undefined;
}

/** What the endpoints of a stack need on SageMaker, and their one image; nothing when there are none. */
export function endpointsOf(args: EndpointsArgs): Endpoints {
  const { account, stack, prefix, served, container, bucket, jobsBucket, logRetentionDays } = args;
  if (!container) return { woken: [], serverless: [], async: [], topic: undefined };
  const image = new Image(prefix, { repositoryName: prefix, ...container });
  const repositoryArn = arn(account, 'ecr', `repository/${prefix}`);
  const common = { account, bucket, imageUri: image.uri, repositoryArn, logRetentionDays };
  const artefactOf = (model: string) => {
    const artefact = args.artefacts.find(({ name }) => name === model);
    if (!artefact) throw new Error(`the model ${model} has no build output`);
    return artefact;
  };

  const woken = served.endpoints.map(
    (config) =>
      new Endpoint(endpointName(prefix, config.key), {
        ...common,
        config,
        artefacts: config.models.map(artefactOf),
      }),
  );
  const serverless = served.serverless.map(
    (config) =>
      new ServerlessEndpoint(endpointName(prefix, config.model) + DECLARED_SUFFIX.serverless, {
        ...common,
        ...{ stack, config, artefact: artefactOf(config.model) },
      }),
  );
  const topic = served.async.length > 0 ? new JobTopic(`${prefix}-jobs`) : undefined;
  const async = served.async.map((config) => {
    if (!topic) throw new Error('an asynchronous endpoint has no topic');
    return new AsyncEndpoint(endpointName(prefix, config.model) + DECLARED_SUFFIX.async, {
      ...common,
      ...{ stack, config, artefact: artefactOf(config.model) },
      ...{ jobsBucket, topic: topic.topic },
    });
  });
  return { woken, serverless, async, topic };
}
