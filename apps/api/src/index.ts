import { fileURLToPath } from 'node:url';
import { awsPorts, observed } from '@pilotlight/lifecycle/aws';
import { buildApp } from './app.ts';
import { readFunctionConfig } from '@pilotlight/contracts';
import { createHandler } from './lambda.ts';
import { loadManifests } from './manifests.ts';

const config = readFunctionConfig(process.env);

// The deployment puts manifests and page beside the bundle.
const app = await buildApp({
  ports: awsPorts(config),
  manifests: await loadManifests(
    Object.keys(config.deployments),
    (model) => new URL(`models/${model}.json`, import.meta.url),
  ),
  publicDirectory: fileURLToPath(new URL('public', import.meta.url)),
});

/** The Lambda function's entry, for API Gateway's payload 2.0. */
export const handler = observed(createHandler(app));

// Prepared before the first event, so that it does not have to wait for this.
await app.ready();
