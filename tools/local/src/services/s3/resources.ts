import { Type, type Static, type TSchema } from 'typebox';
import { handlersFor } from '../../resources/handler.ts';
import {
  inputs,
  jsonFailures,
  name,
  optional,
  PolicyInput,
  policyText,
  regionalInputs,
} from '../../resources/schema.ts';
import type { S3Control } from './control.ts';
import type { CorsRule } from './cors.ts';

const defineHandler = handlersFor<Record<'s3', S3Control>>();

export const bucket = defineHandler({
  type: 'aws:s3/bucket:Bucket',
  inputs: regionalInputs({
    bucket: optional(name('^[a-z0-9][a-z0-9.-]+[a-z0-9]$', 63)),
    forceDestroy: optional(Type.Boolean()),
  }),
  autoname: { property: 'bucket', maxLength: 63, lowerCase: true },
  replaceOnChanges: ['bucket', 'region'],
  create(given, { cloud }) {
    const id = String(given.bucket);
    const { arn } = cloud.s3.createBucket(id);
    return { id, outputs: { arn, region: cloud.region } };
  },
  update: () => ({}),
  delete(id, { forceDestroy }, { cloud }) {
    if (forceDestroy === true) cloud.s3.emptyBucket(id);
    cloud.s3.deleteBucket(id);
  },
});

/** Nothing to block: the bucket is reachable only on loopback, and IAM is evaluated on every call. */
export const bucketPublicAccessBlock = defineHandler({
  type: 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
  inputs: regionalInputs({
    bucket: Type.String(),
    blockPublicAcls: optional(Type.Boolean()),
    blockPublicPolicy: optional(Type.Boolean()),
    ignorePublicAcls: optional(Type.Boolean()),
    restrictPublicBuckets: optional(Type.Boolean()),
    skipDestroy: optional(Type.Boolean()),
  }),
  replaceOnChanges: ['bucket', 'region'],
  create: ({ bucket }) => ({ id: bucket, outputs: {} }),
  update: () => ({}),
  delete: () => undefined,
});

/** Rules on a bucket's objects that hold here without any action. */
const bucketRules = <S extends TSchema>(type: string, rule: S) =>
  defineHandler({
    type,
    inputs: regionalInputs({
      bucket: Type.String(),
      rules: Type.Array(rule, { minItems: 1 }),
    }),
    replaceOnChanges: ['bucket', 'region'],
    create: ({ bucket }) => ({ id: bucket, outputs: {} }),
    update: () => ({}),
    delete: () => undefined,
  });

/** Objects are files on the user's own disk, deleted with the cloud. */
export const bucketEncryption = bucketRules(
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
  inputs({
    applyServerSideEncryptionByDefault: inputs({ sseAlgorithm: Type.Enum(['AES256']) }),
  }),
);

/** S3 expires objects at midnight, days later; no object lives that long here. */
export const bucketLifecycle = bucketRules(
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration',
  inputs({
    id: name('', 255),
    status: Type.Enum(['Enabled', 'Disabled']),
    filter: optional(inputs({ prefix: optional(Type.String()) })),
    expiration: optional(inputs({ days: Type.Integer({ minimum: 1 }) })),
    // There are no multipart uploads here.
    abortIncompleteMultipartUpload: optional(
      inputs({ daysAfterInitiation: Type.Integer({ minimum: 1 }) }),
    ),
  }),
);

export const bucketPolicy = defineHandler({
  type: 'aws:s3/bucketPolicy:BucketPolicy',
  inputs: regionalInputs({ bucket: Type.String(), policy: PolicyInput }),
  replaceOnChanges: ['bucket', 'region'],
  check: ({ policy }) => jsonFailures('policy', policy),
  create({ bucket: id, policy }, { cloud }) {
    cloud.s3.putBucketPolicy(id, policyText(policy));
    return { id, outputs: {} };
  },
  update(id, { policy }, { cloud }) {
    cloud.s3.putBucketPolicy(id, policyText(policy));
    return {};
  },
  delete: (id, _outputs, { cloud }) => cloud.s3.deleteBucketPolicy(id),
});

const oneStar = Type.String({ pattern: '^[^*]*\\*?[^*]*$', minLength: 1 });

const CorsInputs = regionalInputs({
  bucket: Type.String(),
  corsRules: Type.Array(
    inputs({
      id: optional(name('', 255)),
      allowedOrigins: Type.Array(oneStar, { minItems: 1 }),
      allowedMethods: Type.Array(Type.Enum(['GET', 'PUT', 'POST', 'DELETE', 'HEAD']), {
        minItems: 1,
      }),
      allowedHeaders: optional(Type.Array(oneStar)),
      exposeHeaders: optional(Type.Array(Type.String({ minLength: 1 }))),
      maxAgeSeconds: optional(Type.Integer({ minimum: 0 })),
    }),
    { minItems: 1, maxItems: 100 },
  ),
});

export const bucketCors = defineHandler({
  type: 'aws:s3/bucketCorsConfiguration:BucketCorsConfiguration',
  inputs: CorsInputs,
  replaceOnChanges: ['bucket', 'region'],
  create(given, { cloud }) {
    cloud.s3.putBucketCors(given.bucket, corsRules(given));
    return { id: given.bucket, outputs: {} };
  },
  update(id, given, { cloud }) {
    cloud.s3.putBucketCors(id, corsRules(given));
    return {};
  },
  delete: (id, _outputs, { cloud }) => cloud.s3.deleteBucketCors(id),
});

function corsRules({ corsRules: given }: Static<typeof CorsInputs>): CorsRule[] {
  return given.map((rule) => ({ allowedHeaders: [], exposeHeaders: [], ...rule }));
}
