import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { Repositories } from '../ecr/repositories.ts';
import type { Buckets } from '../s3/buckets.ts';
import type { FoundCode, StoredCode } from './control.ts';

export interface CodeStores {
  readonly context: CloudContext;
  readonly buckets: Buckets;
  readonly repositories: Repositories;
}

/**
 * The code of a function that is not in the request itself.
 * @throws AwsError InvalidParameterValueException, in AWS's words, when it is not there or Lambda may not read it
 */
export function findCode(
  code: StoredCode,
  functionName: string,
  stores: CodeStores,
): Promise<FoundCode> {
  return 'imageUri' in code
    ? codeOfImage(code.imageUri, functionName, stores)
    : Promise.resolve(codeOfObject(code, stores));
}

function codeOfObject(
  { bucket, key }: { readonly bucket: string; readonly key: string },
  { buckets }: CodeStores,
): FoundCode {
  const object = buckets.findObject(bucket, key);
  if (object === undefined) {
    throw invalid(
      'Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
    );
  }
  if (!object.isArchive) {
    throw invalid(
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    );
  }
  return { codeDirectory: object.file, codeIsLasting: true };
}

async function codeOfImage(
  imageUri: string,
  functionName: string,
  { context, repositories }: CodeStores,
): Promise<FoundCode> {
  const image = repositories.findImage(imageUri);
  if (!image) {
    throw invalid(`Source image ${imageUri} does not exist. Provide a valid source image.`);
  }
  const isReadable = await repositories.isReadableBy(
    'lambda.amazonaws.com',
    image.repository,
    context.arns.function(functionName),
  );
  if (!isReadable) {
    throw invalid(
      'Lambda does not have permission to access the ECR image. Check the ECR permissions.',
    );
  }
  const { lambda } = image;
  if (!lambda) {
    throw invalid(
      `The local cloud runs images that are made from ${LAMBDA_BASE} and name a handler by CMD; ${imageUri} is not.`,
    );
  }
  return {
    codeDirectory: image.directory,
    codeIsLasting: true,
    imageUri,
    image: {
      handler: lambda.handler,
      runtime: lambda.runtime,
      environment: { ...image.environment },
    },
  };
}

/** AWS's image with Node and Lambda's runtime. */
const LAMBDA_BASE = 'public.ecr.aws/lambda/nodejs:24';

function invalid(text: string): AwsError {
  return new AwsError('InvalidParameterValueException', text);
}
