import { defineService } from '../service.ts';
import { Buckets } from './buckets.ts';
import { bucketObject } from './object-resource.ts';
import {
  bucket,
  bucketCors,
  bucketEncryption,
  bucketLifecycle,
  bucketPolicy,
  bucketPublicAccessBlock,
} from './resources.ts';
import { s3Service } from './service.ts';

/** S3: objects are files. */
export const s3 = defineService({
  name: 's3',
  start(context) {
    const { authorizer, arns } = context;
    const buckets = new Buckets(context);
    return { control: buckets, wire: [s3Service({ buckets, authorizer, arns })] };
  },
  resources: [
    bucket,
    bucketCors,
    bucketEncryption,
    bucketLifecycle,
    bucketObject,
    bucketPolicy,
    bucketPublicAccessBlock,
  ],
});
