import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '../../src/cloud/index.ts';
import type { FileSystemMount, Placement } from '../../src/services/lambda/control.ts';
import type { TestCloud } from './test-cloud.ts';

/** One statement of a policy: one or more actions on one or more resources. */
export interface Allowed {
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Effect?: 'Allow' | 'Deny';
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A role that a service may assume, with one inline policy. @returns its ARN */
export function putRole(cloud: Cloud, name: string, service: string, allowed: Allowed[]): string {
  const { arn } = cloud.iam.putRole({
    name,
    assumeRolePolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
    }),
  });
  if (allowed.length > 0) {
    const statements = allowed.map((statement) => ({ Effect: 'Allow', ...statement }));
    cloud.iam.putRolePolicy({
      role: name,
      name: 'inline',
      policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    });
  }
  return arn;
}

/** A function whose `index.mjs` is `code`, with a role of its own. @returns its ARN */
export function putFunction(
  { cloud, directory }: TestCloud,
  name: string,
  code: string,
  {
    allowed = [],
    service = 'lambda.amazonaws.com',
    ...spec
  }: {
    allowed?: Allowed[];
    service?: string;
    environment?: Record<string, string>;
    logGroup?: string;
    timeoutSeconds?: number;
    memorySizeMb?: number;
    reservedConcurrency?: number;
    placement?: Placement;
    fileSystem?: FileSystemMount;
  } = {},
): string {
  const codeDirectory = join(directory, 'code', name);
  mkdirSync(codeDirectory, { recursive: true });
  writeFileSync(join(codeDirectory, 'index.mjs'), code);
  return cloud.lambda.putFunction({
    name,
    role: putRole(cloud, `${name}-role`, service, allowed),
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    codeDirectory,
    environment: {},
    timeoutSeconds: 3,
    memorySizeMb: 128,
    ...spec,
  }).arn;
}

export interface TestApi {
  readonly id: string;
  readonly url: string;
  /** Creates a route to a function, and permits the API to invoke it. */
  route(routeKey: string, functionArn: string, timeoutMilliseconds?: number): void;
}

/** An HTTP API with its `$default` stage. */
export async function createApi(cloud: Cloud): Promise<TestApi> {
  const { id, apiEndpoint, executionArn } = await cloud.apigateway.createApi({ name: 'test' });
  cloud.apigateway.putStage(id, { name: '$default', autoDeploy: true });
  let statements = 0;
  return {
    id,
    url: apiEndpoint,
    route(routeKey, functionArn, timeoutMilliseconds = 30_000) {
      statements += 1;
      const integration = cloud.apigateway.putIntegration(id, {
        integrationUri: functionArn,
        payloadFormatVersion: '2.0',
        timeoutMilliseconds,
      });
      cloud.lambda.addPermission({
        functionName: functionArn,
        statementId: `api-${statements}`,
        action: 'lambda:InvokeFunction',
        principal: 'apigateway.amazonaws.com',
        sourceArn: `${executionArn}/*/*`,
      });
      cloud.apigateway.putRoute(id, { routeKey, target: `integrations/${integration.id}` });
    },
  };
}

/** A function that answers with its own environment. */
export const TELL_ENVIRONMENT = 'export const handler = async () => ({ ...process.env });';

/** The configuration of an AWS client with these permissions, taken from a function that has them. */
export async function clientOf(
  test: TestCloud,
  api: TestApi,
  name: string,
  allowed: Allowed[],
): Promise<{
  endpoint: string;
  region: string;
  maxAttempts: number;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
}> {
  const arn = putFunction(test, name, TELL_ENVIRONMENT, { allowed });
  api.route(`GET /${name}`, arn);
  const response = await fetch(`${api.url}/${name}`);
  const environment = (await response.json()) as Record<string, string>;
  return {
    endpoint: environment['AWS_ENDPOINT_URL'] ?? '',
    region: environment['AWS_REGION'] ?? '',
    maxAttempts: 1,
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: environment['AWS_SESSION_TOKEN'] ?? '',
    },
  };
}
