import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Serves the built page: `/`, `/assets/*` and the other files in `directory`; nothing outside it. */
export async function servePage(app: FastifyInstance, directory: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: directory,
    // One route per existing file: an unknown path never reaches the disk.
    wildcard: false,
    cacheControl: false,
    // API Gateway does not compress, so the build writes FILE.br and FILE.gz; these have no routes of their own.
    preCompressed: true,
    globIgnore: ['**/*.{br,gz}'],
    setHeaders: (response) => response.setHeader('vary', 'accept-encoding'),
  });
}
