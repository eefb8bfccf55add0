import { fileURLToPath } from 'node:url';
import { awsPorts, observed } from '@pilotlight/lifecycle/aws';
import { buildApp } from './app.ts';
import { readFunctionConfig } from '@pilotlight/contracts';
import { createHandler } from './lambda.ts';
import { loadManifests } from './manifests.ts';

const config = readFunctionConfig(process.env);

// Beside the bundle, where the deployment puts them.
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

// Ready before the first event, so that it does not pay for the preparation.
await app.ready();
