import { ProblemError } from '@pilotlight/contracts';
import Fastify, { type FastifyInstance } from 'fastify';
import { answerError } from './answer-error.ts';
import type { Config } from './config.ts';
import { drainConnections } from './drain-connections.ts';
import { SERVER_LIMITS } from './limits.ts';
import { requestLogger } from './log/request-logger.ts';
import type { Log } from './log/open-log.ts';
import { EmbeddedMetrics } from './metrics/embedded-metrics.ts';
import { Metrics } from './metrics/metrics.ts';
import { ModelHost } from './multi-model/model-host.ts';
import { BodyBudget } from './requests/body-budget.ts';
import { trackRequests } from './requests/track-requests.ts';
import { executionParametersRoute } from './routes/execution-parameters.ts';
import { invocationsRoute } from './routes/invocations.ts';
import { metricsRoute } from './routes/metrics.ts';
import { modelsRoutes } from './routes/models.ts';
import { pingRoute } from './routes/ping.ts';
import { serverOptions } from './server-options.ts';
import type { SingleModel } from './single-model.ts';

export interface AppOptions {
  readonly config: Config;
  readonly log: Log;
}

/** SageMaker's hosting contract, for one model or for a multi-model host. */
export function buildApp(
  serving: SingleModel | ModelHost,
  { config, log }: AppOptions,
): FastifyInstance {
  const app = Fastify(serverOptions(log.logger, config.invocationSeconds));
  app.server.maxConnections = SERVER_LIMITS.connections;
  // By default Node answers `Expect: 100-continue` before the request is checked.
  app.server.on('checkContinue', (...request) => app.server.emit('request', ...request));
  // By default Node refuses any other expectation with an empty answer.
  app.server.on('checkExpectation', (...request) => app.server.emit('request', ...request));
  app.setErrorHandler(answerError);
  observe(app, serving, { config, log });
  drainConnections(app);
  const paths =
    serving instanceof ModelHost
      ? addMultiModelRoutes(app, serving, config)
      : addSingleModelRoutes(app, serving, config);
  // The body of a request for an unknown route is discarded.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
  app.setNotFoundHandler(({ method, url }) => {
    const path = url.split('?', 1)[0];
    throw new ProblemError(
      'route_unknown',
      `There is no ${method} ${path}; the routes are ${paths}`,
    );
  });
  return app;
}

/** Adds the log and the metrics, and closes the models with the app. */
function observe(
  app: FastifyInstance,
  serving: SingleModel | ModelHost,
  { config, log }: AppOptions,
): void {
  const metrics = new Metrics(serving);
  if (serving instanceof ModelHost) serving.onForgotten = (label) => metrics.forget(label);
  const embedded = config.embeddedMetrics ? new EmbeddedMetrics(log.write) : undefined;
  const logRequest = requestLogger(log);
  trackRequests(app, (ended) => {
    logRequest(ended);
    metrics.add(ended);
    embedded?.add(ended);
  });
  metricsRoute(app, metrics);
  app.addHook('onClose', async () => {
    await serving.close();
    embedded?.flush();
    log.flush();
  });
}

function addSingleModelRoutes(app: FastifyInstance, model: SingleModel, config: Config): string {
  pingRoute(app, () => model.unready());
  executionParametersRoute(app, model, config.batch);
  invocationsRoute(app, {
    ...invocationsOptions(config),
    url: '/invocations',
    modelOf: () => model,
  });
  return 'GET /ping, /execution-parameters and /metrics, and POST /invocations';
}

function addMultiModelRoutes(app: FastifyInstance, host: ModelHost, config: Config): string {
  // Healthy without any model: SageMaker loads models only into a healthy container.
  pingRoute(app, () => undefined);
  modelsRoutes(app, host);
  invocationsRoute(app, {
    ...invocationsOptions(config),
    url: '/models/:name/invoke',
    modelOf: ({ params }) => host.find((params as { name: string }).name),
  });
  return 'GET /ping, /metrics and /models, POST /models, GET and DELETE /models/NAME, and POST /models/NAME/invoke';
}

function invocationsOptions(config: Config) {
  const { bodyLimitBytes, answerLimitBytes, bodiesBytes, defaultAccept, logInput } = config;
  const budget = new BodyBudget(bodiesBytes);
  return { bodyLimitBytes, answerLimitBytes, defaultAccept, logInput, budget };
}
