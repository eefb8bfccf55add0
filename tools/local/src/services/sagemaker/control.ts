export interface SageMakerControl {
  createModel(model: {
    name: string;
    executionRoleArn: string;
    image: string;
    /** An archive; of a multi-model endpoint, a folder of archives. */
    modelDataUrl: string;
    environment: Record<string, string>;
    mode?: 'SingleModel' | 'MultiModel';
    /** Whether a multi-model container keeps models loaded; by default it does. */
    modelsCached?: boolean;
    /** Whether its container has no network; by default it has. */
    isolated?: boolean;
  }): { arn: string };
  deleteModel(name: string): void;
  createEndpointConfig(config: {
    name: string;
    /** One, with either instances or `serverlessConfig`. */
    productionVariants: {
      variantName: string;
      modelName: string;
      initialInstanceCount?: number;
      instanceType?: string;
      containerStartupHealthCheckTimeoutInSeconds?: number;
      serverlessConfig?: {
        memorySizeInMb: number;
        maxConcurrency: number;
        provisionedConcurrency?: number;
      };
    }[];
    /** Makes the endpoint asynchronous. */
    asyncInferenceConfig?: {
      clientConfig?: { maxConcurrentInvocationsPerInstance?: number };
      outputConfig: {
        s3OutputPath: string;
        s3FailurePath?: string;
        /** ARNs of topics. */
        notificationConfig?: { successTopic?: string; errorTopic?: string };
      };
    };
  }): { arn: string };
  deleteEndpointConfig(name: string): void;
  /**
   * Resolves when the endpoint is in service.
   * @throws Error with the FailureReason when it is not
   */
  createEndpoint(endpoint: {
    name: string;
    configName: string;
    tags: Readonly<Record<string, string>>;
  }): Promise<{ arn: string }>;
  /** As `createEndpoint`, for another configuration. Does nothing when the endpoint already runs on it. */
  updateEndpoint(endpoint: {
    name: string;
    configName: string;
    tags: Readonly<Record<string, string>>;
  }): Promise<void>;
  /** Resolves when the endpoint is gone; not an error when it was. */
  deleteEndpoint(name: string): Promise<void>;
  /** The configuration that an endpoint runs on; undefined without the endpoint. */
  configOf(endpointName: string): string | undefined;
}
