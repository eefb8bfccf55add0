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
