import {
  answerCostOf,
  byAlwaysOn,
  byAsync,
  contentTypesOf,
  endpointOf,
  JSON_MEDIA_TYPE,
  LIMITS,
  mediaTypeOf,
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
  type ServedBy,
  type Upload,
} from '@pilotlight/contracts';
import {
  acceptUpload,
  observe,
  predict,
  predictOnce,
  readCost,
  readPrediction,
  retryAfterSeconds,
  waitForAnswer,
  wakeEndpoint,
  type PredictPorts,
} from '@pilotlight/lifecycle';
import type { Payload } from '@pilotlight/hosts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import packageJson from '../package.json' with { type: 'json' };
import { negotiated } from './accept.ts';
import { excerpt } from './excerpt.ts';
import type { Network } from './fetch-url/network.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import type { Model, Models } from './models.ts';
import { preferredWait } from './prefer-wait.ts';
import { readAnnouncement } from './read-announcement.ts';
import { readRequest } from './read-request.ts';

/** Of an answer that is not JSON: what `servedBy` says in JSON. */
const SERVED_BY_HEADER = 'pilotlight-served-by';

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

const parameter = (request: FastifyRequest, name: string) =>
  (request.params as Readonly<Record<string, string>>)[name] ?? '';

/** An answer that is not JSON, as the model gave it. */
function sendPayload(
  reply: FastifyReply,
  { body, contentType }: Payload,
  servedBy: ServedBy | undefined,
): FastifyReply {
  if (servedBy !== undefined) void reply.header(SERVED_BY_HEADER, servedBy);
  return reply.type(contentType).send(Buffer.from(body));
}

/** One handler for each operation of the API. */
export function createHandlers(
  ports: PredictPorts,
  models: Models,
  network: Network,
): Record<OperationName, Handler> {
  const deployed = new Map([...models].map(([name, model]) => [name, model.deployed]));
  const outputs = [...models.values()].flatMap(({ manifest }) => contentTypesOf(manifest).output);
  const answerTypes = [...new Set([JSON_MEDIA_TYPE, ...outputs])];

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
      const summaries = [...models.values()].map(async ({ deployed, manifest }) => {
        const { name, title, description, version, task } = manifest;
        const { mode: servingMode } = deployed.serving;
        const state = await observe(ports, deployed);
        return { name, title, description, version, task, servingMode, state };
      });
      return { models: await Promise.all(summaries) };
    },

    async getModel(request): Promise<ModelDetail> {
      const { deployed, manifest } = modelOf(request);
      const { mode: servingMode } = deployed.serving;
      const endpoint = endpointOf(deployed);
      const [state, cost] = await Promise.all([
        observe(ports, deployed),
        endpoint && readCost(ports, endpoint),
      ]);
      const takesUploads = byAsync(deployed) !== undefined;
      const alwaysOn = byAlwaysOn(deployed);
      return {
        ...manifest,
        servingMode,
        takesUploads,
        ...(takesUploads && { uploadBytes: LIMITS.uploadBytes }),
        state,
        ...(cost ? { cost } : {}),
        ...(alwaysOn ? { answerCost: answerCostOf(alwaysOn) } : {}),
      };
    },

    async createPrediction(request, reply): Promise<Answer | Prediction | FastifyReply> {
      const startedAt = ports.clock.now();
      const { deployed, manifest } = modelOf(request);
      const key = readIdempotencyKey(request);
      const { given, complete } = readRequest(request, reply, manifest, network);
      const { name } = deployed;
      const accepted =
        key === undefined
          ? await predict(ports, deployed, await complete())
          : await predictOnce(ports, deployed, given, key, complete);
      const seconds = preferredWait(request);
      const until = startedAt + (seconds ?? 0) * 1000;
      const predicted =
        accepted.kind === 'parked'
          ? await waitForAnswer(ports, deployed, accepted.prediction, until)
          : accepted;
      if (seconds !== undefined) void reply.header('preference-applied', `wait=${seconds}`);
      if (predicted.kind === 'answered') {
        const { servedBy } = predicted;
        if ('payload' in predicted) return sendPayload(reply, predicted.payload, servedBy);
        const { output } = predicted;
        return { model: name, output, ...(servedBy === undefined ? {} : { servedBy }) };
      }
      const { prediction } = predicted;
      void reply
        .code(202)
        .header('location', `/v1/predictions/${prediction.id}`)
        .header('retry-after', retryAfterSeconds(prediction.state));
      return prediction;
    },

    async createUpload(request, reply): Promise<Upload> {
      const { deployed, manifest } = modelOf(request);
      const asynchronous = byAsync(deployed);
      if (!asynchronous) {
        throw new ProblemError(
          'uploads_unsupported',
          `The model ${deployed.name} has no asynchronous endpoint: send its input to /v1/models/${deployed.name}/predictions.`,
        );
      }
      const upload = await acceptUpload(
        ports,
        asynchronous,
        readAnnouncement(request, reply, manifest),
      );
      void reply.code(201).header('location', `/v1/predictions/${upload.id}`);
      return upload;
    },

    async getPrediction(request, reply): Promise<Prediction | FastifyReply> {
      negotiated(request, answerTypes);
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
      const { answer } = prediction;
      if (!answer) return prediction;
      const { contentType } = answer;
      const body = Buffer.from(answer.base64, 'base64');
      // A larger answer fits into a response only as it is.
      const encodable = body.byteLength <= LIMITS.encodedAnswerBytes ? [JSON_MEDIA_TYPE] : [];
      const chosen = negotiated(request, [...encodable, mediaTypeOf(contentType)]);
      if (chosen === JSON_MEDIA_TYPE) return prediction;
      return sendPayload(reply, { body, contentType }, prediction.servedBy);
    },

    async wakeModel(request, reply): Promise<ModelState> {
      const state = await wakeEndpoint(ports, modelOf(request).deployed);
      if (state.status !== 'awake' && state.status !== 'ready') {
        void reply.code(202).header('retry-after', retryAfterSeconds(state));
      }
      return state;
    },

    getOpenApi: () =>
      Promise.resolve(
        openApiDocument(
          packageJson.version,
          [...models.values()].map(({ manifest }) => manifest),
          [...models.values()]
            .filter(({ deployed }) => byAsync(deployed))
            .map(({ deployed }) => deployed.name),
        ),
      ),
  };
}
