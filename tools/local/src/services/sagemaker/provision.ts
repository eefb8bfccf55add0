import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from 'tar';
import type { CloudContext } from '../../cloud/context.ts';
import type { Image, Repositories } from '../ecr/repositories.ts';
import type { Authorizer } from '../../cloud/iam/authorizer.ts';
import type { Caller } from '../../cloud/iam/sessions.ts';
import { lastPart } from '../../cloud/arns.ts';
import { parseS3Url, type Buckets } from '../s3/buckets.ts';
import type { Model } from './models.ts';

/** Its message is the endpoint's FailureReason. */
export class ProvisionError extends Error {}

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
 * unpacks the model data into `directory`, which is then read-only.
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
  const object = context.arns.object(bucket, key);
  const file = buckets.findObject(bucket, key)?.file;
  const readable = await authorizer.may(caller, { action: 's3:GetObject', resource: object });
  if (!readable.allowed || file === undefined) {
    throw new ProvisionError(
      `Could not access model data at ${model.modelDataUrl}. Please ensure that the role "${role}" exists and that its trust relationship policy allows the action "sts:AssumeRole" for the service principal "sagemaker.amazonaws.com". Also ensure that the role has "s3:GetObject" permissions and that the object is located in ${context.region}.`,
    );
  }
  try {
    mkdirSync(directory, { recursive: true });
    await extract({ file, cwd: directory, strict: true });
    makeReadOnly(directory);
  } catch (error) {
    context.log('sagemaker', `${model.modelDataUrl}: ${String(error)}`);
    throw new ProvisionError(
      `Failed to extract model data archive from URL "${model.modelDataUrl}". Please ensure that the object located at the URL is a valid tar.gz archive.`,
    );
  }
  return image;
}

function makeReadOnly(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) makeReadOnly(path);
    else if (entry.isFile()) chmodSync(path, 0o444);
  }
  chmodSync(directory, 0o555);
}
