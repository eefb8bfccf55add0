/** The local cloud as the resource handlers use it: each service's control plane, without the wire protocol. */
export interface Cloud {
  readonly region: string;
  readonly accountId: string;
  /** One loopback address that speaks every AWS protocol that the functions use. */
  readonly endpointUrl: string;
  readonly iam: IamControl;
  readonly dynamodb: DynamoDbControl;
  readonly s3: S3Control;
  readonly ecr: EcrControl;
  readonly sagemaker: SageMakerControl;
  readonly lambda: LambdaControl;
  readonly logs: LogsControl;
  readonly cloudwatch: CloudWatchControl;
  readonly events: EventsControl;
  readonly apigateway: ApiGatewayControl;
  /** Environment variables with which the AWS CLI, or any SDK, may call everything that the cloud knows. */
  ownerEnvironment(): Record<string, string>;
  /** Stops every server and every child process; resolves when none is left. */
  close(): Promise<void>;
}

/** How the stand-ins behave where AWS would take minutes: the `local:` keys of Pulumi.local.yaml. */
export interface LocalSettings {
  /** Where the HTTP API listens; a taken port is an error that names it. */
  readonly port: number;
  readonly endpointCreationSeconds: number;
  readonly endpointDeletionSeconds: number;
  /** How long a minute of an EventBridge rate expression lasts here. */
  readonly scheduleMinuteSeconds: number;
}

/** One line of the cloud's log: `source` is `lambda/NAME`, `sagemaker/ENDPOINT`, `iam` and the like. */
export type Log = (source: string, line: string) => void;

export interface IamControl {
  putRole(role: { name: string; assumeRolePolicy: string }): { arn: string };
  deleteRole(name: string): void;
  putRolePolicy(policy: { role: string; name: string; policy: string }): void;
  deleteRolePolicy(role: string, name: string): void;
}

export interface TableSpec {
  name: string;
  hashKey: string;
  rangeKey?: string;
  attributes: { name: string; type: string }[];
  globalSecondaryIndexes: {
    name: string;
    hashKey: string;
    rangeKey?: string;
    projectionType: string;
  }[];
}

export interface DynamoDbControl {
  createTable(spec: TableSpec): Promise<{ arn: string }>;
  deleteTable(name: string): Promise<void>;
}

export interface S3Control {
  createBucket(name: string): { arn: string };
  deleteBucket(name: string): void;
  emptyBucket(name: string): Promise<void>;
  /** `contentType` is `application/octet-stream` by default. */
  putObject(bucket: string, key: string, file: string, contentType?: string): Promise<void>;
  deleteObject(bucket: string, key: string): Promise<void>;
  putBucketPolicy(bucket: string, policy: string): void;
  deleteBucketPolicy(bucket: string): void;
}

export interface EcrControl {
  createRepository(name: string): { arn: string; url: string };
  /** @throws AwsError RepositoryNotEmptyException when it has images; `force` deletes them too */
  deleteRepository(name: string, options: { force: boolean }): void;
  /** A password for `docker login` as `AWS`. */
  issueToken(): { password: string; expiresAt: Date };
  /** @throws AwsError in the registry's words when the password is not a token of this registry, or has expired */
  checkToken(password: string): void;
  /** `context` and `dockerfile` are paths on this machine. @returns the content's digest, and the reference with it */
  putImage(image: {
    tag: string;
    context: string;
    dockerfile: string;
  }): Promise<{ digest: string; ref: string }>;
  hasImage(ref: string): boolean;
  deleteImage(ref: string): void;
}

export interface SageMakerControl {
  createModel(model: {
    name: string;
    executionRoleArn: string;
    image: string;
    modelDataUrl: string;
    environment: Record<string, string>;
  }): { arn: string };
  deleteModel(name: string): void;
  createEndpointConfig(config: {
    name: string;
    productionVariants: {
      variantName: string;
      modelName: string;
      initialInstanceCount: number;
      instanceType: string;
      containerStartupHealthCheckTimeoutInSeconds?: number;
    }[];
  }): { arn: string };
  deleteEndpointConfig(name: string): void;
}

export interface FunctionSpec {
  name: string;
  role: string;
  handler: string;
  runtime: string;
  /** An unpacked directory with what the zip would hold. */
  codeDirectory: string;
  environment: Record<string, string>;
  /** The function's log group; by default `/aws/lambda/NAME`. */
  logGroup?: string;
  timeoutSeconds: number;
  memorySizeMb: number;
}

export interface LambdaControl {
  putFunction(spec: FunctionSpec): { arn: string; invokeArn: string };
  deleteFunction(name: string): Promise<void>;
  /** Variables to act as the function on this machine: its own, its role's credentials and the endpoint URL. */
  environmentOf(name: string): Record<string, string>;
  /** The function's unpacked code: what its zip would hold. */
  codeDirectoryOf(name: string): string;
  /**
   * Invokes the function as the account's owner, as a deployment does, and waits for the result.
   * @returns the function's answer, or its failure; both as JSON
   */
  invokeAsOwner(
    name: string,
    payload: string,
  ): Promise<{ readonly payload: string; readonly functionError?: string }>;
  addPermission(permission: {
    functionName: string;
    statementId: string;
    action: string;
    principal: string;
    sourceArn?: string;
  }): void;
  removePermission(functionName: string, statementId: string): void;
}

/** An alarm on the share of an endpoint's invocations that its containers answer with 5xx. */
export interface AlarmSpec {
  readonly name: string;
  readonly endpointName: string;
  readonly variantName: string;
  readonly endpointConfigName: string;
  readonly periodSeconds: number;
  /** From 0 to 1. */
  readonly threshold: number;
}

export interface CloudWatchControl {
  putMetricAlarm(alarm: AlarmSpec): { arn: string };
  deleteAlarm(name: string): void;
}

export interface LogsControl {
  createLogGroup(name: string): { arn: string };
  deleteLogGroup(name: string): void;
}

export interface EventsControl {
  /** Creates or replaces; `state` undefined keeps the state of an existing rule. */
  putRule(rule: {
    name: string;
    scheduleExpression?: string;
    eventPattern?: string;
    state?: 'ENABLED' | 'DISABLED';
  }): { arn: string };
  deleteRule(name: string): void;
  /** A rule's current state: the functions switch it on and off. */
  describe(name: string): { readonly state: 'ENABLED' | 'DISABLED' };
  putTarget(target: { rule: string; targetId: string; arn: string }): void;
  removeTarget(rule: string, targetId: string): void;
}

export interface ApiGatewayControl {
  createApi(api: { name: string }): Promise<{
    id: string;
    arn: string;
    apiEndpoint: string;
    executionArn: string;
  }>;
  deleteApi(id: string): Promise<void>;
  putIntegration(
    apiId: string,
    integration: {
      id?: string;
      integrationUri: string;
      payloadFormatVersion: string;
      timeoutMilliseconds: number;
    },
  ): { id: string };
  deleteIntegration(apiId: string, id: string): void;
  putRoute(apiId: string, route: { id?: string; routeKey: string; target: string }): { id: string };
  deleteRoute(apiId: string, id: string): void;
  /** Without `throttling` requests are not throttled. */
  putStage(
    apiId: string,
    stage: {
      name: string;
      autoDeploy: boolean;
      throttling?: { ratePerSecond: number; burst: number };
      /** The log group that each request is written to, and the line's format, with `$context.NAME` variables. */
      accessLog?: { destinationArn: string; format: string };
    },
  ): void;
  deleteStage(apiId: string, name: string): void;
}
