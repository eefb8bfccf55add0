import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readDeployment } from '@pilotlight/lifecycle';
import { awsPorts } from '@pilotlight/lifecycle/aws';
import { buildApp } from './app.ts';
import { loadModels } from './models.ts';

const DEFAULT_PORT = 3000;

/** Serves the API from its sources, with the AWS endpoint that the environment names. */
async function main(): Promise<void> {
  const { PORT } = process.env;
  const deployment = readDeployment(import.meta.url);
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

try {
  await main();
} catch (error) {
  const { message, code } = error as NodeJS.ErrnoException;
  const advice =
    code === 'EADDRINUSE'
      ? 'Set PORT to a free one.'
      : 'Run `npm start` in another terminal, or `npx nx serve local` and `pulumi up -s local`: they create what it needs.';
  process.stderr.write(`${message}\n${advice}\n`);
  process.exitCode = 1;
}
