import { Type, type TSchema } from 'typebox';
import type { ErrorCode } from './errors.ts';
import { ModelName } from './manifest.ts';
import { ModelDetail, ModelList } from './model.ts';
import { Answer, Prediction, PredictionId } from './prediction.ts';
import { ModelState } from './state.ts';

/** One operation of the JSON API; the Fastify route, the HTTP API route and the OpenAPI path are all made from it. */
export interface Operation {
  readonly method: 'GET' | 'POST';
  /** With `{parameter}` segments, as in API Gateway's route keys and OpenAPI's paths. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly parameters: Readonly<Record<string, TSchema>>;
  /** Headers that it takes, none of which is required. */
  readonly headers?: Readonly<Record<string, TSchema>>;
  readonly body?: TSchema;
  readonly responses: Readonly<Record<number, TSchema>>;
  readonly errors: readonly ErrorCode[];
}

/** What any operation that asks AWS may meet. */
const CLOUD_ERRORS = ['cloud_throttled', 'cloud_unavailable', 'cloud_denied'] as const;

const model = { model: ModelName };

/** The body of a prediction: what it may hold is the model's own input schema, checked once the model is known. */
const Input = Type.Record(Type.String(), Type.Unknown(), { $id: 'Input' });

const IdempotencyKey = Type.String({
  description:
    'The same key with the same body is one prediction for a day: send it again when an answer was lost. ' +
    '1 to 255 visible ASCII characters, as a quoted string or without the quotes.',
  examples: ['"8e03978e-40d5-43e8-bc93-6894a57f9324"'],
});

export const OPERATIONS = {
  listModels: {
    method: 'GET',
    path: '/v1/models',
    summary: 'Every model with its state',
    parameters: {},
    responses: { 200: ModelList },
    errors: CLOUD_ERRORS,
  },
  getModel: {
    method: 'GET',
    path: '/v1/models/{model}',
    summary: 'Schema, examples, serving mode, state and cost of one model',
    parameters: model,
    responses: { 200: ModelDetail },
    errors: ['model_unknown', ...CLOUD_ERRORS],
  },
  createPrediction: {
    method: 'POST',
    path: '/v1/models/{model}/predictions',
    summary: 'The answer (200), or an id to fetch it by while the endpoint wakes (202)',
    parameters: model,
    headers: { 'Idempotency-Key': IdempotencyKey },
    body: Input,
    responses: { 200: Answer, 202: Prediction },
    errors: [
      'model_unknown',
      'body_not_json',
      'body_not_utf8',
      'body_too_large',
      'content_type_unsupported',
      'input_invalid',
      'request_invalid',
      'idempotency_key_reused',
      'model_rejected',
      'answer_not_finite',
      'model_error',
      'model_timeout',
      'output_too_large',
      'overloaded',
      'replay_given_up',
      'prediction_lost',
      'endpoint_failed',
      'awake_ceiling',
      'model_retired',
      ...CLOUD_ERRORS,
    ],
  },
  getPrediction: {
    method: 'GET',
    path: '/v1/predictions/{id}',
    summary: 'A parked prediction: queued, running, succeeded or failed, with the answer',
    parameters: { id: PredictionId },
    responses: { 200: Prediction },
    errors: ['prediction_unknown', ...CLOUD_ERRORS],
  },
  wakeModel: {
    method: 'POST',
    path: '/v1/models/{model}/wake',
    summary: 'Wakes the endpoint without a prediction',
    parameters: model,
    responses: { 200: ModelState, 202: ModelState },
    errors: ['model_unknown', 'endpoint_failed', 'awake_ceiling', 'model_retired', ...CLOUD_ERRORS],
  },
  getOpenApi: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description',
    parameters: {},
    responses: { 200: Type.Record(Type.String(), Type.Unknown()) },
    errors: [],
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;
