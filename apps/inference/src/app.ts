import { LIMITS, ProblemError } from '@pilotlight/contracts';
import type { ModelRuntime } from '@pilotlight/model-runtime';
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';
import { answerError } from './answer-error.ts';
import { logRequest } from './log-request.ts';

const CUSTOM_ATTRIBUTES = 'x-amzn-sagemaker-custom-attributes';
const INFERENCE_ID = 'x-amzn-sagemaker-inference-id';

/** SageMaker's hosting contract over `runtime`: `GET /ping` and `POST /invocations`. */
export function buildApp(
  runtime: ModelRuntime,
  logger: NonNullable<FastifyServerOptions['logger']>,
): FastifyInstance {
  const app = Fastify({
    logger,
    bodyLimit: LIMITS.invocationBodyBytes,
    requestIdHeader: INFERENCE_ID,
    logController: new LogController({ disableRequestLogging: true }),
  });
  // What a body means is the hooks' affair, in their own thread.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.addHook('onRequest', async (request, reply) => {
    const attributes = request.headers[CUSTOM_ATTRIBUTES];
    if (attributes !== undefined) reply.header(CUSTOM_ATTRIBUTES, attributes);
  });
  app.addHook('onResponse', logRequest);

  // A connection that is kept alive after its last answer would hold the drain up until it times out.
  let draining = false;
  app.addHook('preClose', async () => void (draining = true));
  app.addHook('onSend', async (_request, reply) => {
    if (draining) reply.header('connection', 'close');
  });
  app.addHook('onClose', () => runtime.close());

  app.get('/ping', async (_request, reply) => {
    const reason = runtime.unready();
    return reason === undefined ? reply.send() : reply.code(503).type('text/plain').send(reason);
  });

  app.post<{ Body: Buffer | undefined }>('/invocations', async ({ body, headers }, reply) => {
    const { body: answer, contentType } = await runtime.invoke({
      body: body ?? Buffer.alloc(0),
      contentType: headers['content-type'] ?? 'application/json',
      accept: headers.accept ?? '*/*',
    });
    return reply.type(contentType).send(Buffer.from(answer));
  });

  app.setNotFoundHandler(({ method, url }) => {
    throw new ProblemError(
      'route_unknown',
      `There is no ${method} ${url.split('?', 1)[0]}; a model answers GET /ping and POST /invocations`,
    );
  });
  app.setErrorHandler(answerError);
  return app;
}
