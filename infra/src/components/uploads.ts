import { BUCKET, UPLOAD_HEADERS } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface UploadsArgs {
  readonly accountId: string;
  readonly bucket: aws.s3.Bucket;
  /** Told of each upload. */
  readonly function: aws.lambda.Function;
  /** Of the page, such as `https://a.example`. */
  readonly origin: pulumi.Input<string>;
}

/** How long a browser remembers what it may send: as long as one page is used. */
const PREFLIGHT_SECONDS = 3600;

/** Lets the page upload inputs of jobs to the bucket and read files of answers, and starts the job of each upload. */
export class Uploads extends pulumi.ComponentResource {
  constructor(name: string, args: UploadsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:Uploads', name, {}, opts);
    const child = { parent: this };
    const { bucket } = args;
    new aws.s3.BucketCorsConfiguration(
      name,
      {
        bucket: bucket.bucket,
        corsRules: [
          {
            allowedOrigins: [args.origin],
            allowedMethods: ['PUT', 'GET'],
            // Those that a presigned upload signs, except Content-Length, which a browser adds by itself.
            allowedHeaders: [...UPLOAD_HEADERS],
            exposeHeaders: ['ETag'],
            maxAgeSeconds: PREFLIGHT_SECONDS,
          },
        ],
      },
      child,
    );
    const permission = new aws.lambda.Permission(
      name,
      {
        action: 'lambda:InvokeFunction',
        function: args.function.name,
        principal: 's3.amazonaws.com',
        sourceArn: bucket.arn,
        // A bucket's ARN does not name its account, and another one may take the name of a deleted bucket.
        sourceAccount: args.accountId,
      },
      child,
    );
    new aws.s3.BucketNotification(
      name,
      {
        bucket: bucket.bucket,
        lambdaFunctions: [
          {
            lambdaFunctionArn: args.function.arn,
            events: ['s3:ObjectCreated:Put'],
            filterPrefix: BUCKET.uploads,
          },
        ],
      },
      // S3 checks that it may invoke the function.
      { ...child, dependsOn: [permission] },
    );
    this.registerOutputs();
  }
}
