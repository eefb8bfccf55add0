import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Serves the built page: `/`, `/assets/*` and whatever else lies beside it; nothing outside `directory`. */
export async function servePage(app: FastifyInstance, directory: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: directory,
    // One route for each file there is: an unknown path never reaches the disk.
    wildcard: false,
    cacheControl: false,
  });
}
