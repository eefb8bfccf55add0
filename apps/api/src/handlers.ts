import {
  openApiDocument,
  PredictionId,
  ProblemError,
  violations,
  type Answer,
  type ModelDetail,
  type ModelList,
  type ModelState,
  type OperationName,
  type Prediction,
} from '@pilotlight/contracts';
import {
  observe,
  predict,
  predictOnce,
  readCost,
  readPrediction,
  retryAfterSeconds,
  wakeEndpoint,
  type PredictPorts,
} from '@pilotlight/lifecycle';
import type { FastifyReply, FastifyRequest } from 'fastify';
import packageJson from '../package.json' with { type: 'json' };
import { readJson } from './body.ts';
import { excerpt } from './excerpt.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import type { Model, Models } from './models.ts';

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

const parameter = (request: FastifyRequest, name: string) =>
  (request.params as Readonly<Record<string, string>>)[name] ?? '';

/** One handler for each operation of the API. */
export function createHandlers(
  ports: PredictPorts,
  models: Models,
): Record<OperationName, Handler> {
  const deployed = new Map([...models].map(([name, model]) => [name, model.deployed]));

  const modelOf = (request: FastifyRequest): Model => {
    const name = parameter(request, 'model');
    const model = models.get(name);
    if (model) return model;
    const known = [...models.keys()].join(', ');
    throw new ProblemError(
      'model_unknown',
      `There is no model ${excerpt(name)}; the models are ${known}.`,
    );
  };

  return {
    async listModels(): Promise<ModelList> {
      const summaries = [...models.values()].map(async ({ deployed: { serving }, manifest }) => {
        const { name, title, description, version } = manifest;
        const state = await observe(ports, serving.endpoint);
        return { name, title, description, version, state };
      });
      return { models: await Promise.all(summaries) };
    },

    async getModel(request): Promise<ModelDetail> {
      const { deployed, manifest } = modelOf(request);
      const { mode, endpoint } = deployed.serving;
      const [state, cost] = await Promise.all([
        observe(ports, endpoint),
        readCost(ports, endpoint),
      ]);
      return { ...manifest, servingMode: mode, state, ...(cost ? { cost } : {}) };
    },

    async createPrediction(request, reply): Promise<Answer | Prediction> {
      const { deployed, manifest } = modelOf(request);
      const key = readIdempotencyKey(request);
      const input = readJson(request, reply);
      const wrong = violations(manifest.input, input);
      if (wrong.length > 0) {
        const words = wrong.map(({ pointer, detail }) => `${pointer || 'The body'} ${detail}.`);
        throw new ProblemError('input_invalid', words.join(' '), wrong);
      }
      const { name } = deployed;
      const predicted =
        key === undefined
          ? await predict(ports, deployed, input)
          : await predictOnce(ports, deployed, input, key);
      if (predicted.kind === 'answered') return { model: name, output: predicted.output };
      const { prediction } = predicted;
      void reply
        .code(202)
        .header('location', `/v1/predictions/${prediction.id}`)
        .header('retry-after', retryAfterSeconds(prediction.state));
      return prediction;
    },

    async getPrediction(request, reply): Promise<Prediction> {
      const id = parameter(request, 'id');
      const known = violations(PredictionId, id).length === 0;
      const prediction = known ? await readPrediction(ports, deployed, id) : undefined;
      if (!prediction) {
        throw new ProblemError(
          'prediction_unknown',
          'There is no prediction with this id, or it has expired.',
        );
      }
      if (prediction.finishedAt === undefined) {
        void reply.header('retry-after', retryAfterSeconds(prediction.state));
      }
      return prediction;
    },

    async wakeModel(request, reply): Promise<ModelState> {
      const { serving } = modelOf(request).deployed;
      const state = await wakeEndpoint(ports, serving.endpoint);
      if (state.status !== 'awake') {
        void reply.code(202).header('retry-after', retryAfterSeconds(state));
      }
      return state;
    },

    getOpenApi: () =>
      Promise.resolve(
        openApiDocument(
          packageJson.version,
          [...models.values()].map(({ manifest }) => manifest),
        ),
      ),
  };
}
