import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Serves the built page: `/`, `/assets/*` and whatever else lies beside it; nothing outside `directory`. */
export async function servePage(app: FastifyInstance, directory: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: directory,
    // One route for each file there is: an unknown path never reaches the disk.
    wildcard: false,
    cacheControl: false,
    // API Gateway does not compress: the build has written FILE.br and FILE.gz, which are no pages of their own.
    preCompressed: true,
    globIgnore: ['**/*.{br,gz}'],
    setHeaders: (response) => response.setHeader('vary', 'accept-encoding'),
  });
}
