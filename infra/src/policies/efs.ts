import { allow, type Statement } from './document.ts';

/**
 * Lets Lambda connect a function to its subnets. These actions know no network interface that does not exist yet, so
 * AWS takes no resource for them; the condition keeps them from the function's own code, whose calls have that key.
 */
export const networkStatement = (): Statement =>
  allow(
    [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    ['*'],
    { Null: { 'lambda:SourceFunctionArn': 'true' } },
  );

/** Lets a function mount a file system by one access point, and write there. Without `writes` it can only read. */
export function mountStatement(
  fileSystem: string,
  accessPoint: string,
  { writes }: { readonly writes: boolean },
): Statement {
  return allow(
    ['elasticfilesystem:ClientMount', ...(writes ? ['elasticfilesystem:ClientWrite'] : [])],
    [fileSystem],
    { StringEquals: { 'elasticfilesystem:AccessPointArn': accessPoint } },
  );
}

/** The folder of the bundles that the loader copies, in the bucket of artefacts. */
export const EFS_BUNDLES = 'functions/efs';

/** Lets the loader read the bundles that it copies. */
export const bundleStatement = (bucketArn: string): Statement =>
  allow(['s3:GetObject'], [`${bucketArn}/${EFS_BUNDLES}/*`]);

/** What the gateway endpoint lets through: with it the network reaches these objects of S3, and nothing else of AWS. */
export function gatewayPolicy(bucketArn: string): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: ['s3:GetObject'],
        Resource: [`${bucketArn}/${EFS_BUNDLES}/*`],
      },
    ],
  };
}

/**
 * A file system policy that allows nothing and refuses connections without TLS. While a file system has any policy, a
 * client needs a role that lets it mount.
 */
export function fileSystemPolicy(fileSystemArn: string): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: '*',
        Resource: fileSystemArn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  };
}
