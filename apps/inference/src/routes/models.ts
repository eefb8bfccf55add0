import { ProblemError } from '@pilotlight/contracts';
import type { FastifyInstance } from 'fastify';
import { SERVER_LIMITS } from '../limits.ts';
import { loadRequest } from '../multi-model/load-request.ts';
import type { ModelHost } from '../multi-model/model-host.ts';

interface Named {
  Params: { name: string };
}

/** The API with which SageMaker loads and unloads the models of a multi-model host. */
export function modelsRoutes(app: FastifyInstance, host: ModelHost): void {
  void app.register(async (scope) => {
    // The body must be JSON, whatever its Content-Type.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );

    scope.post('/models', { bodyLimit: SERVER_LIMITS.loadRequestBytes }, async ({ body, id }) => {
      const { name, url } = loadRequest(body);
      const loaded = await host.load(name, url).catch((error: Error) => {
        scope.log.warn({ reqId: id, model: name, url, reason: error.message }, 'model not loaded');
        throw error;
      });
      scope.log.info({ model: name, url }, 'model loaded');
      return loaded;
    });

    scope.get<{ Querystring: { next_page_token?: string | string[] } }>('/models', ({ query }) => {
      const { next_page_token: token = '' } = query;
      if (typeof token === 'string') return Promise.resolve(host.list(token));
      throw new ProblemError('request_invalid', 'next_page_token is given twice');
    });

    scope.get<Named>('/models/:name', async ({ params }) => host.describe(params.name));

    scope.delete<Named>('/models/:name', async ({ params }, reply) => {
      await host.unload(params.name);
      scope.log.info({ model: params.name }, 'model unloaded');
      return reply.send();
    });
  });
}
