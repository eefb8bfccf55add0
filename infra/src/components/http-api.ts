import { OPERATIONS } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface HttpApiArgs {
  readonly function: aws.lambda.Function;
  /** HTTP API paths of the page's files. */
  readonly pagePaths: readonly string[];
  /** Created before the API and deleted after it. */
  readonly after: readonly pulumi.Resource[];
}

/** API Gateway's hard limit for an HTTP API; the function gives up before it. */
const INTEGRATION_TIMEOUT_MILLISECONDS = 30_000;

/** The most that one stack answers: far more than a class of learners sends, and few enough to keep the bill small. */
const REQUESTS_PER_SECOND = 50;
const REQUESTS_BURST = 100;

/** Long enough to investigate a flood of requests; one of the retention periods that CloudWatch accepts. */
const ACCESS_LOG_DAYS = 7;

/**
 * One line per request, including those that never reach the function. It has no body, no caller's address and no path:
 * a path can contain a prediction's id, and anyone who knows the id can read the prediction. The route stands in for
 * it.
 */
const ACCESS_LOG_FORMAT = JSON.stringify({
  time: '$context.requestTime',
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.integrationErrorMessage',
});

/**
 * The public entry point: one route for each path of the API and of the page, nothing else. Each route takes any
 * method, because only the function can answer HEAD, and 405 with `Allow`. Any other path gets API Gateway's own 404,
 * so that scanners do not run the function.
 */
export class HttpApi extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: HttpApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:HttpApi', name, {}, opts);
    const child = { parent: this };

    const api = new aws.apigatewayv2.Api(
      name,
      { protocolType: 'HTTP' },
      { ...child, dependsOn: [...args.after] },
    );
    const integration = new aws.apigatewayv2.Integration(
      name,
      {
        apiId: api.id,
        integrationType: 'AWS_PROXY',
        integrationUri: args.function.invokeArn,
        payloadFormatVersion: '2.0',
        timeoutMilliseconds: INTEGRATION_TIMEOUT_MILLISECONDS,
      },
      child,
    );
    const paths = new Set([
      ...Object.values(OPERATIONS).map(({ path }) => path),
      ...args.pagePaths,
    ]);
    for (const path of paths) {
      new aws.apigatewayv2.Route(
        `${name}${path}`,
        {
          apiId: api.id,
          routeKey: `ANY ${path}`,
          target: pulumi.interpolate`integrations/${integration.id}`,
        },
        child,
      );
    }
    new aws.lambda.Permission(
      name,
      {
        action: 'lambda:InvokeFunction',
        function: args.function.name,
        principal: 'apigateway.amazonaws.com',
        // Any stage and route of this one API; API Gateway calls only for routes that exist.
        sourceArn: pulumi.interpolate`${api.executionArn}/*/*`,
      },
      child,
    );
    const accessLog = new aws.cloudwatch.LogGroup(
      name,
      // With this prefix, a log group needs no entry of its own in the account's resource policy, whose size is
      // limited.
      { name: `/aws/vendedlogs/${name}-access`, retentionInDays: ACCESS_LOG_DAYS },
      child,
    );
    new aws.apigatewayv2.Stage(
      name,
      {
        apiId: api.id,
        name: '$default',
        autoDeploy: true,
        accessLogSettings: { destinationArn: accessLog.arn, format: ACCESS_LOG_FORMAT },
        defaultRouteSettings: {
          throttlingRateLimit: REQUESTS_PER_SECOND,
          throttlingBurstLimit: REQUESTS_BURST,
        },
      },
      child,
    );
    this.url = api.apiEndpoint;
    this.registerOutputs({ url: this.url });
  }
}
