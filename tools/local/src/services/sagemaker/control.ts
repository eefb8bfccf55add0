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
