import {
  LIMITS,
  OPERATIONS,
  ProblemError,
  type Operation,
  type OperationName,
} from '@pilotlight/contracts';
import { glancing, glancingInstances, type PredictPorts } from '@pilotlight/lifecycle';
import fastify, { type FastifyInstance } from 'fastify';
import { requireJsonAccepted } from './accept.ts';
import { excerpt } from './excerpt.ts';
import { internet, type Network } from './fetch-url/network.ts';
import { createHandlers } from './handlers.ts';
import { createBucketOrigin } from './bucket-origin.ts';
import { cacheControl, pagePolicy, SECURITY_HEADERS } from './headers.ts';
import type { Models } from './models.ts';
import { otherMethods } from './other-methods.ts';
import { servePage } from './page.ts';
import { createErrorHandler, sendProblem } from './problems.ts';

export interface AppOptions {
  readonly ports: PredictPorts;
  readonly models: Models;
  /** Directory of the built page; when absent, only the API is served. */
  readonly publicDirectory?: string;
  /** How pictures are fetched by URL; the internet when absent. */
  readonly network?: Network;
}

/** No route has a schema. Without this, Fastify would load the compilers of schemas at each cold start. */
const noSchemas = () => () => {
  throw new TypeError(
    'the routes of the API have no schemas: the handlers check what they are sent',
  );
};

/** Builds the whole HTTP application; it does not listen yet. */
export async function buildApp({
  ports,
  models,
  publicDirectory,
  network = internet,
}: AppOptions): Promise<FastifyInstance> {
  const onError = createErrorHandler(ports.log, models);
  const app = fastify({
    bodyLimit: LIMITS.requestBodyBytes,
    requestIdHeader: false,
    frameworkErrors: onError,
    // Longer than any path can be (Node accepts 16 KB of headers), so that the handlers check every name themselves.
    routerOptions: { maxParamLength: 16 * 1024 },
    schemaController: {
      compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas },
    },
  });

  // The handlers parse the body themselves: only they know whether they need one.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.setErrorHandler(onError);
  app.setNotFoundHandler((request, reply) => {
    const detail = `There is no ${request.method} ${excerpt(request.url.split('?')[0] ?? '')}; /openapi.json lists all operations.`;
    return sendProblem(request, reply, new ProblemError('route_unknown', detail));
  });
  const bucketOrigin = createBucketOrigin(ports, models);
  app.addHook('onSend', async (request, reply) => {
    const page = String(reply.getHeader('content-type')).startsWith('text/html');
    const origin = page ? await bucketOrigin() : undefined;
    reply.headers({
      ...SECURITY_HEADERS,
      ...(origin === undefined ? {} : { 'content-security-policy': pagePolicy(origin) }),
      'cache-control': cacheControl(request.url, reply.statusCode),
    });
  });

  const refuseOtherMethods = otherMethods(app);
  const cached = {
    ...glancing(ports, ports.clock, LIMITS.glanceSeconds),
    instances: glancingInstances(ports.instances, ports.clock, LIMITS.glanceSeconds),
  };
  const handlers = createHandlers({ ...ports, ...cached }, models, network);
  for (const [name, operation] of Object.entries<Operation>(OPERATIONS)) {
    app.route({
      method: operation.method,
      url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      // A prediction may be answered in another media type: its handlers negotiate themselves.
      ...(operation.answersAnyType ? {} : { onRequest: requireJsonAccepted }),
      handler: handlers[name as OperationName],
    });
  }
  if (publicDirectory !== undefined) await servePage(app, publicDirectory);
  refuseOtherMethods();
  return app;
}
