import type * as aws from '@pulumi/aws';
import { arn, type Account } from '../arn.ts';
import type { Hosts } from '../artefacts/find-hosts.ts';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import { endpointName } from '../names.ts';
import type { EndpointConfig } from '../serving/serve-models.ts';
import { Endpoint } from './endpoint.ts';
import { Image } from './image.ts';

export interface EndpointsArgs {
  readonly account: Account;
  readonly prefix: string;
  readonly endpoints: readonly EndpointConfig[];
  readonly artefacts: readonly ModelArtefact[];
  /** The build of apps/inference; needed when there are endpoints. */
  readonly container: Hosts['container'];
  readonly bucket: aws.s3.Bucket;
  readonly logRetentionDays: number;
}

/** What the endpoints of a stack need on SageMaker, and their one image; nothing when there are none. */
export function endpointsOf(args: EndpointsArgs): Endpoint[] {
  const { account, prefix, container, bucket, logRetentionDays } = args;
  if (!container) return [];
  const image = new Image(prefix, { repositoryName: prefix, ...container });
  return args.endpoints.map(
    (config) =>
      new Endpoint(endpointName(prefix, config.key), {
        account,
        config,
        artefacts: args.artefacts.filter(({ name }) => config.models.includes(name)),
        bucket,
        imageUri: image.uri,
        repositoryArn: arn(account, 'ecr', `repository/${prefix}`),
        logRetentionDays,
      }),
  );
}
