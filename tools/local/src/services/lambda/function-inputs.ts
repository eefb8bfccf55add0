import { Type, type Static } from 'typebox';
import { isArchive } from '../../resources/assets.ts';
import type { Failure } from '../../resources/handler.ts';
import { arn as arnOf, inputs, name, optional, regionalInputs } from '../../resources/schema.ts';

const ENVIRONMENT_BYTES = 4096;

const idsOf = (prefix: string, maxItems: number) =>
  Type.Array(Type.String({ pattern: `^${prefix}-` }), { minItems: 1, maxItems });

export const FunctionInputs = regionalInputs({
  name: optional(name('^[a-zA-Z0-9_-]+$', 64)),
  description: optional(Type.String({ maxLength: 256 })),
  role: arnOf('iam'),
  code: optional(Type.Unknown()),
  s3Bucket: optional(Type.String()),
  s3Key: optional(Type.String()),
  sourceCodeHash: optional(Type.String()),
  imageUri: optional(Type.String({ minLength: 1 })),
  handler: optional(Type.String({ pattern: '^[^\\s.]+\\.[^\\s.]+$' })),
  runtime: optional(Type.Enum(['nodejs24.x'])),
  architectures: optional(Type.Array(Type.Enum(['arm64', 'x86_64']), { minItems: 1, maxItems: 1 })),
  packageType: optional(Type.Enum(['Zip', 'Image'])),
  memorySize: optional(Type.Integer({ minimum: 128, maximum: 10240 })),
  timeout: optional(Type.Integer({ minimum: 1, maximum: 900 })),
  // A function's /tmp is as large as this machine's.
  ephemeralStorage: optional(inputs({ size: Type.Integer({ minimum: 512, maximum: 10240 }) })),
  environment: optional(inputs({ variables: Type.Record(Type.String(), Type.String()) })),
  loggingConfig: optional(inputs({ logFormat: Type.String(), logGroup: optional(Type.String()) })),
  reservedConcurrentExecutions: optional(Type.Integer({ minimum: -1 })),
  vpcConfig: optional(inputs({ subnetIds: idsOf('subnet', 16), securityGroupIds: idsOf('sg', 5) })),
  fileSystemConfig: optional(
    inputs({
      arn: Type.String({ pattern: '^arn:aws[a-z-]*:elasticfilesystem:.*:access-point/fsap-' }),
      localMountPath: Type.String({ pattern: '^/mnt/[a-zA-Z0-9-_.]+$', maxLength: 160 }),
    }),
  ),
});
export type FunctionInputs = Static<typeof FunctionInputs>;

/** What the schema cannot express. */
export function functionFailures(given: FunctionInputs): Failure[] {
  const failures = given.packageType === 'Image' ? imageFailures(given) : zipFailures(given);
  return [...failures, ...environmentFailures(given)];
}

/** The code is an archive, with the function or in S3. */
function zipFailures(given: FunctionInputs): Failure[] {
  const { code, s3Bucket, s3Key, imageUri } = given;
  const failures: Failure[] = (['handler', 'runtime'] as const)
    .filter((property) => given[property] === undefined)
    .map((property) => ({ property, reason: 'is required' }));
  if (imageUri !== undefined) {
    failures.push({ property: 'imageUri', reason: 'is set, but `packageType` is not Image' });
  }
  const isStored = s3Bucket !== undefined && s3Key !== undefined;
  if (code === undefined ? !isStored : s3Bucket !== undefined || s3Key !== undefined) {
    const reason = 'must be an archive, or `s3Bucket` and `s3Key` must be set instead';
    failures.push({ property: 'code', reason });
  } else if (code !== undefined && !isArchive(code)) {
    failures.push({ property: 'code', reason: 'must be an archive' });
  }
  return failures;
}

const OF_ZIP = ['code', 's3Bucket', 's3Key', 'sourceCodeHash', 'handler', 'runtime'] as const;

function imageFailures(given: FunctionInputs): Failure[] {
  const failures = OF_ZIP.filter((property) => given[property] !== undefined).map((property) => ({
    property,
    reason: 'is set, but `packageType` is Image',
  }));
  if (given.imageUri !== undefined) return failures;
  return [...failures, { property: 'imageUri', reason: 'is required' }];
}

function environmentFailures({ environment }: FunctionInputs): Failure[] {
  const bytes = Buffer.byteLength(JSON.stringify(environment?.variables ?? {}));
  if (bytes <= ENVIRONMENT_BYTES) return [];
  const reason = `must be at most ${ENVIRONMENT_BYTES} bytes, not ${bytes}`;
  return [{ property: 'environment.variables', reason }];
}
