/** The ARNs of everything in the local account. SageMaker lower-cases names in its ARNs. */
export interface Arns {
  /** `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`, for a service that has no member here. */
  of(service: string, resource: string): string;
  role(name: string): string;
  /** The identity of a function that calls AWS: its role, assumed under a session name. */
  assumedRole(role: string, session: string): string;
  table(name: string, index?: string): string;
  bucket(name: string): string;
  object(bucket: string, key: string): string;
  repository(name: string): string;
  model(name: string): string;
  endpointConfig(name: string): string;
  endpoint(name: string): string;
  function(name: string): string;
  /** How an integration of API Gateway names a function. */
  invocation(functionName: string): string;
  logGroup(name: string): string;
  logStream(group: string, stream: string): string;
  rule(name: string): string;
  alarm(name: string): string;
  /** The source ARN of API Gateway's calls to Lambda: `suffix` is `*` parts or `STAGE/METHOD/path`. */
  executeApi(apiId: string, suffix?: string): string;
  api(apiId: string): string;
}

export function createArns(region: string, accountId: string): Arns {
  const of = (service: string, resource: string) =>
    `arn:aws:${service}:${region}:${accountId}:${resource}`;
  const sagemaker = (kind: string, name: string) =>
    of('sagemaker', `${kind}/${name.toLowerCase()}`);
  return {
    of,
    role: (name) => `arn:aws:iam::${accountId}:role/${name}`,
    assumedRole: (role, session) => `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
    table: (name, index) => of('dynamodb', `table/${name}${index ? `/index/${index}` : ''}`),
    bucket: (name) => `arn:aws:s3:::${name}`,
    object: (bucket, key) => `arn:aws:s3:::${bucket}/${key}`,
    repository: (name) => of('ecr', `repository/${name}`),
    model: (name) => sagemaker('model', name),
    endpointConfig: (name) => sagemaker('endpoint-config', name),
    endpoint: (name) => sagemaker('endpoint', name),
    function: (name) => of('lambda', `function:${name}`),
    invocation: (name) =>
      `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${of('lambda', `function:${name}`)}/invocations`,
    logGroup: (name) => of('logs', `log-group:${name}`),
    logStream: (group, stream) => of('logs', `log-group:${group}:log-stream:${stream}`),
    alarm: (name) => of('cloudwatch', `alarm:${name}`),
    rule: (name) => of('events', `rule/${name}`),
    executeApi: (apiId, suffix) => of('execute-api', suffix ? `${apiId}/${suffix}` : apiId),
    api: (apiId) => `arn:aws:apigateway:${region}::/apis/${apiId}`,
  };
}

/** The last part of an ARN or of a path-like name: `arn:aws:iam::1:role/x` → `x`. */
export function lastPart(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
}
