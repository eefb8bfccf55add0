import { readDeployment } from '@pilotlight/lifecycle';

try {
  // Says at once what is wrong with it; `serve` first loads the AWS SDK and Fastify.
  const deployment = readDeployment(import.meta.url);
  const { serve } = await import('./serve.ts');
  await serve(deployment);
} catch (error) {
  const { message, code } = error as NodeJS.ErrnoException;
  const advice =
    code === 'EADDRINUSE'
      ? 'Set PORT to a free one.'
      : 'Run `npm start` in another terminal, or `npx nx serve local` and `pulumi up -s local`: they create what it needs.';
  process.stderr.write(`${message}\n${advice}\n`);
  process.exitCode = 1;
}
