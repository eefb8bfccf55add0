import { OPERATIONS } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface HttpApiArgs {
  readonly function: aws.lambda.Function;
  /** HTTP API paths of the page's files. */
  readonly pagePaths: readonly string[];
  /** What there must be before the door opens, and what goes once it is shut. */
  readonly after: readonly pulumi.Resource[];
}

/** API Gateway's hard limit for an HTTP API; the function gives up before it. */
const INTEGRATION_TIMEOUT_MILLISECONDS = 30_000;

/** What one stack answers at most, far above a class of learners and far below a surprise on the bill. */
const REQUESTS_PER_SECOND = 50;
const REQUESTS_BURST = 100;

/**
 * The public door: one route for each path of the API and of the page, nothing else. Each takes any method, since only the
 * function can answer HEAD, and 405 with `Allow`. Any other path gets API Gateway's own 404: scanners ask for many, and
 * none of them runs the function.
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
    new aws.apigatewayv2.Stage(
      name,
      {
        apiId: api.id,
        name: '$default',
        autoDeploy: true,
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
