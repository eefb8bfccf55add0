import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Deployment } from '@pilotlight/contracts';
import { awsPorts } from '@pilotlight/lifecycle/aws';
import { buildApp } from './app.ts';
import { loadModels } from './models.ts';

const DEFAULT_PORT = 3000;

/** Serves the API from its sources, with the AWS endpoint that the environment names. */
export async function serve(deployment: Deployment): Promise<void> {
  const { PORT } = process.env;
  const page = fileURLToPath(new URL('../../web/dist', import.meta.url));
  const app = await buildApp({
    ports: awsPorts(deployment),
    models: await loadModels(
      deployment.models,
      ({ name }) => new URL(`../../../libs/models/${name}/model.json`, import.meta.url),
    ),
    ...(existsSync(page) ? { publicDirectory: page } : {}),
  });
  const address = await app.listen({ port: Number(PORT ?? DEFAULT_PORT), host: '127.0.0.1' });
  process.stdout.write(`the API listens at ${address}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close());
}
