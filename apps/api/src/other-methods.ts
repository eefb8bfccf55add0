import { METHODS } from 'node:http';
import { ProblemError } from '@pilotlight/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { excerpt } from './excerpt.ts';

/**
 * Collects the routes that are added to `app` from now on.
 * @returns a function that makes each of their paths answer 405 with `Allow` to every other method
 */
export function otherMethods(app: FastifyInstance): () => void {
  for (const method of METHODS) {
    if (method !== 'CONNECT' && !app.supportedMethods.includes(method)) app.addHttpMethod(method);
  }
  const taken = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = taken.get(url) ?? new Set();
    taken.set(url, methods);
    for (const each of [method].flat()) methods.add(each);
  });
  return () => {
    for (const [url, methods] of [...taken]) {
      const allow = [...methods].sort().join(', ');
      const refuse = async (request: FastifyRequest, reply: FastifyReply) => {
        void reply.header('allow', allow);
        const path = excerpt(request.url.split('?')[0] ?? '');
        throw new ProblemError(
          'method_not_allowed',
          `${path} allows ${allow}, not ${request.method}.`,
        );
      };
      app.route({
        method: app.supportedMethods.filter((method) => !methods.has(method)),
        url,
        onRequest: refuse, // before the body is read
        handler: refuse,
      });
    }
  };
}
