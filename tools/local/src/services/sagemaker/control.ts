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
