import { AwsError } from '../../cloud/aws-error.ts';
import type { Credentials } from '../../cloud/iam/sessions.ts';
import type { FunctionSpec } from './control.ts';
import { withMount, type Mounted } from './mounts.ts';

/** Lambda's limit for all names and values of a function's own variables. */
const ENVIRONMENT_LIMIT_BYTES = 4 * 1024;

/** Reserved names, which only Lambda may set: a function that sets one is refused. */
const RESERVED = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

/** @throws AwsError InvalidParameterValueException for reserved names or above the size limit, in AWS's words */
export function checkEnvironment(environment: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(environment).filter((name) => RESERVED.has(name));
  if (reserved.length > 0) {
    throw new AwsError(
      'InvalidParameterValueException',
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const bytes = Buffer.byteLength(Object.entries(environment).flat().join(''));
  if (bytes > ENVIRONMENT_LIMIT_BYTES) {
    throw new AwsError(
      'InvalidParameterValueException',
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. They take ${bytes} bytes.`,
    );
  }
}

/** The log group that a function writes to. */
export function logGroupOf({ name, logGroup }: FunctionSpec): string {
  return logGroup ?? `/aws/lambda/${name}`;
}

export interface InstanceSurroundings {
  readonly region: string;
  readonly endpointUrl: string;
  readonly credentials: Credentials;
  readonly codeDirectory: string;
  readonly mounted?: Mounted | undefined;
  /** The instance's own /tmp. */
  readonly temporary: string;
  readonly logStream: string;
}

/** The whole environment of an instance: the function's own variables and those of the Lambda runtime. */
export function instanceEnvironment(
  spec: FunctionSpec,
  surroundings: InstanceSurroundings,
): Record<string, string> {
  const { region, endpointUrl, credentials, codeDirectory, mounted, temporary, logStream } =
    surroundings;
  return {
    ...withMount(spec.environment, mounted),
    _HANDLER: spec.handler,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_EXECUTION_ENV: `AWS_Lambda_${spec.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memorySizeMb),
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(spec),
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_REGION: region,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    // Otherwise os.homedir() would be the user's home directory, with their ~/.aws.
    HOME: temporary,
    LAMBDA_TASK_ROOT: codeDirectory,
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TMPDIR: temporary,
    TZ: 'UTC',
  };
}
