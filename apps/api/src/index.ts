import { fileURLToPath } from 'node:url';
import { readDeployment } from '@pilotlight/lifecycle';
import { awsPorts, observed } from '@pilotlight/lifecycle/aws';
import { buildApp } from './app.ts';
import { createHandler } from './lambda.ts';
import { loadModels } from './models.ts';

// The deployment puts its description, the manifests and the page beside the bundle.
const deployment = readDeployment(import.meta.url);
const app = await buildApp({
  ports: awsPorts(deployment),
  models: await loadModels(
    deployment.models,
    ({ name }) => new URL(`models/${name}.json`, import.meta.url),
  ),
  publicDirectory: fileURLToPath(new URL('public', import.meta.url)),
});

/** The Lambda function's entry, for API Gateway's payload 2.0. */
export const handler = observed(createHandler(app));

// Prepared before the first event, so that it does not have to wait for this.
await app.ready();
