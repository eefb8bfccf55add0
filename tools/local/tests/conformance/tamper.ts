import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as pulumi from '@pulumi/pulumi';

/** Changes the inputs of the resources of one type, before they are registered. */
function change(type: string, alter: (name: string, props: pulumi.Inputs) => pulumi.Inputs) {
  pulumi.runtime.registerStackTransformation((resource) =>
    resource.type === type
      ? { props: alter(resource.name, { ...resource.props }), opts: resource.opts }
      : undefined,
  );
}

/** Takes one action out of the policy of the API's role. */
export function withoutPermission(action: string): void {
  change('aws:iam/rolePolicy:RolePolicy', (name, props) => {
    if (!name.endsWith('-api')) return props;
    const policy = pulumi.output(props['policy'] as pulumi.Input<string>).apply((text) => {
      const document = JSON.parse(text) as { Statement: { Action: string[] }[] };
      const Statement = document.Statement.map((statement) => ({
        ...statement,
        Action: statement.Action.filter((allowed) => allowed !== action),
      }));
      return JSON.stringify({
        ...document,
        Statement: Statement.filter(({ Action }) => Action.length > 0),
      });
    });
    return { ...props, policy };
  });
}

/** Takes one file out of the archive of the API's function. */
export function withoutFile(file: string): void {
  change('aws:lambda/function:Function', (name, props) => {
    if (!name.endsWith('-api')) return props;
    const code = pulumi
      .output(props['code'] as pulumi.Input<pulumi.asset.AssetArchive>)
      .apply(async (archive) => {
        const kept = Object.entries(await archive.assets).filter(([key]) => key !== file);
        return new pulumi.asset.AssetArchive(Object.fromEntries(kept));
      });
    return { ...props, code };
  });
}

/** Takes a route out of the HTTP API by replacing its key, because a resource cannot be removed here. */
export function withoutRoute(routeKey: string): void {
  change('aws:apigatewayv2/route:Route', (_name, props) =>
    props['routeKey'] === routeKey ? { ...props, routeKey: 'GET /elsewhere' } : props,
  );
}

/** Replaces each model's bundle, as a newly trained model would. */
export function withBundle(file: string): void {
  change('aws:s3/bucketObjectv2:BucketObjectv2', (_name, props) => {
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    const key = `${dirname(String(props['key']))}/${hash}.tar.gz`;
    return { ...props, key, source: new pulumi.asset.FileAsset(file) };
  });
}

/** Builds the image from another context. */
export function withImage(location: string): void {
  change('docker-build:index:Image', (_name, props) => ({ ...props, context: { location } }));
}

/** Sets variables in each model's container. */
export function withContainerEnvironment(environment: Record<string, string>): void {
  change('aws:sagemaker/model:Model', (_name, props) => {
    const container = props['primaryContainer'] as object;
    return { ...props, primaryContainer: { ...container, environment } };
  });
}

/** Names the statement by which a service may invoke the jobs function. @param service such as `sns` */
export function withStatementId(service: string): void {
  change('aws:lambda/permission:Permission', (_name, props) =>
    props['principal'] === `${service}.amazonaws.com` ? { ...props, statementId: service } : props,
  );
}

/** Gives the jobs function a name: a change for which AWS must replace it. */
export function withJobsFunction(name: string): void {
  change('aws:lambda/function:Function', (resource, props) =>
    resource.endsWith('-jobs') ? { ...props, name } : props,
  );
}
