import {
  openApiDocument,
  PredictionId,
  ProblemError,
  violations,
  type Answer,
  type ModelDetail,
  type ModelList,
  type ModelManifest,
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
  wakeModel,
  type Ports,
} from '@pilotlight/lifecycle';
import type { FastifyReply, FastifyRequest } from 'fastify';
import packageJson from '../package.json' with { type: 'json' };
import { readJson } from './body.ts';
import { excerpt } from './excerpt.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import type { Manifests } from './manifests.ts';

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

const parameter = (request: FastifyRequest, name: string) =>
  (request.params as Readonly<Record<string, string>>)[name] ?? '';

/** One handler for each operation of the API. */
export function createHandlers(ports: Ports, manifests: Manifests): Record<OperationName, Handler> {
  const modelOf = (request: FastifyRequest): ModelManifest => {
    const name = parameter(request, 'model');
    const manifest = manifests.get(name);
    if (manifest) return manifest;
    const known = [...manifests.keys()].join(', ');
    throw new ProblemError(
      'model_unknown',
      `There is no model ${excerpt(name)}; the models are ${known}.`,
    );
  };

  return {
    async listModels(): Promise<ModelList> {
      const models = [...manifests.values()].map(async ({ name, title, description, version }) => {
        const state = await observe(ports, name);
        return { name, title, description, version, state };
      });
      return { models: await Promise.all(models) };
    },

    async getModel(request): Promise<ModelDetail> {
      const manifest = modelOf(request);
      const [state, cost] = await Promise.all([
        observe(ports, manifest.name),
        readCost(ports, manifest.name),
      ]);
      return { ...manifest, servingMode: 'real-time', state, ...(cost ? { cost } : {}) };
    },

    async createPrediction(request, reply): Promise<Answer | Prediction> {
      const manifest = modelOf(request);
      const key = readIdempotencyKey(request);
      const input = readJson(request, reply);
      const wrong = violations(manifest.input, input);
      if (wrong.length > 0) {
        const words = wrong.map(({ pointer, detail }) => `${pointer || 'The body'} ${detail}.`);
        throw new ProblemError('input_invalid', words.join(' '), wrong);
      }
      const { name } = manifest;
      const predicted =
        key === undefined
          ? await predict(ports, name, input)
          : await predictOnce(ports, name, input, key);
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
      const prediction = known ? await readPrediction(ports, id) : undefined;
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
      const state = await wakeModel(ports, modelOf(request).name);
      if (state.status !== 'awake') {
        void reply.code(202).header('retry-after', retryAfterSeconds(state));
      }
      return state;
    },

    getOpenApi: () =>
      Promise.resolve(openApiDocument(packageJson.version, [...manifests.values()])),
  };
}
