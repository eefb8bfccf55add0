import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { Image, Repositories } from '../ecr/repositories.ts';
import type { Authorizer } from '../../cloud/iam/authorizer.ts';
import type { Caller } from '../../cloud/iam/sessions.ts';
import { lastPart } from '../../cloud/arns.ts';
import { parseS3Url, type Buckets } from '../s3/buckets.ts';
import { isMultiModel, type Model } from './model.ts';
import { unpack } from './unpack.ts';

/** Its message is the endpoint's FailureReason. */
export class ProvisionError extends Error {}

export const notHealthy = (variantName: string) =>
  new ProvisionError(
    `The primary container for production variant ${variantName} did not pass the ping health check. Please check CloudWatch logs for this endpoint.`,
  );

export interface ProvisionDependencies {
  readonly context: CloudContext;
  readonly authorizer: Authorizer;
  readonly buckets: Buckets;
  readonly repositories: Repositories;
}

/** The session under which SageMaker assumes an execution role. */
export function executionCaller(model: Model): Caller {
  return { role: lastPart(model.executionRoleArn), session: 'SageMaker' };
}

/**
 * What SageMaker does before it starts a container: assumes the execution role, pulls the image, and downloads and
 * unpacks the model data into `directory`, which is then read-only. Of a multi-model endpoint it only lists the bundles.
 * @throws ProvisionError
 */
export async function provision(
  model: Model,
  directory: string,
  { context, authorizer, buckets, repositories }: ProvisionDependencies,
): Promise<Image> {
  const role = model.executionRoleArn;
  const modelArn = context.arns.model(model.name);
  if (!(await authorizer.trusts(role, 'sagemaker.amazonaws.com', modelArn))) {
    throw new ProvisionError(
      `Could not assume role ${role}. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.`,
    );
  }
  const caller = executionCaller(model);
  const image = repositories.findImage(model.image);
  if (!image) throw new ProvisionError(`Requested image ${model.image} not found.`);
  const repository = context.arns.repository(image.repository);
  const pull = [
    { action: 'ecr:GetAuthorizationToken', resource: '*' },
    { action: 'ecr:BatchCheckLayerAvailability', resource: repository },
    { action: 'ecr:GetDownloadUrlForLayer', resource: repository },
    { action: 'ecr:BatchGetImage', resource: repository },
  ];
  for (const permission of pull) {
    if ((await authorizer.may(caller, permission)).allowed) continue;
    const name = permission.action.slice('ecr:'.length);
    throw new ProvisionError(
      `The role "${role}" does not have ${name} permission for the image: "${model.image}".`,
    );
  }
  const { bucket, key } = parseS3Url(model.modelDataUrl);
  if (isMultiModel(model)) {
    await checkMultiModel(model, image, { context, authorizer });
    return image;
  }
  const object = context.arns.object(bucket, key);
  const file = buckets.findObject(bucket, key)?.file;
  const readable = await authorizer.may(caller, { action: 's3:GetObject', resource: object });
  if (!readable.allowed || file === undefined) throw inaccessible(model, 's3:GetObject', context);
  try {
    await unpack(file, directory);
  } catch (error) {
    context.log('sagemaker', `${model.modelDataUrl}: ${String(error)}`);
    throw new ProvisionError(
      `Failed to extract model data archive from URL "${model.modelDataUrl}". Please ensure that the object located at the URL is a valid tar.gz archive.`,
    );
  }
  return image;
}

/** @throws ProvisionError when the image has not the label of multi-model hosts, or the bundles may not be listed */
async function checkMultiModel(
  model: Model,
  image: Image,
  { context, authorizer }: Pick<ProvisionDependencies, 'context' | 'authorizer'>,
): Promise<void> {
  if (image.labels[MULTI_MODEL_LABEL] !== 'true') {
    throw new ProvisionError(
      `Your Ecr Image ${model.image} does not contain required ${MULTI_MODEL_LABEL}=true Docker label(s).`,
    );
  }
  const { bucket, key } = parseS3Url(model.modelDataUrl);
  const listed = await authorizer.may(executionCaller(model), {
    action: 's3:ListBucket',
    resource: context.arns.bucket(bucket),
    conditions: { 's3:prefix': key },
  });
  if (!listed.allowed) throw inaccessible(model, 's3:ListBucket', context);
}

const MULTI_MODEL_LABEL = 'com.amazonaws.sagemaker.capabilities.multi-models';

function inaccessible(
  { executionRoleArn, modelDataUrl }: Model,
  permission: string,
  { region }: CloudContext,
): ProvisionError {
  return new ProvisionError(
    `Could not access model data at ${modelDataUrl}. Please ensure that the role "${executionRoleArn}" exists and that its trust relationship policy allows the action "sts:AssumeRole" for the service principal "sagemaker.amazonaws.com". Also ensure that the role has "${permission}" permissions and that the object is located in ${region}.`,
  );
}

/**
 * The archive of a multi-model endpoint's target model, if the execution role may read it.
 * @throws AwsError ValidationError
 */
export async function archiveOf(
  model: Model,
  target: string,
  { context, authorizer, buckets }: ProvisionDependencies,
): Promise<string> {
  const { bucket, key: prefix } = parseS3Url(model.modelDataUrl);
  const key = prefix + target;
  const resource = context.arns.object(bucket, key);
  const readable = await authorizer.may(executionCaller(model), {
    action: 's3:GetObject',
    resource,
  });
  const object = buckets.findObject(bucket, key);
  if (readable.allowed && object) return object.file;
  throw new AwsError(
    'ValidationError',
    `Failed to download model data(bucket: ${bucket}, key: ${key}). Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the model.`,
  );
}
