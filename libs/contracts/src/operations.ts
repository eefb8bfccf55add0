import { Type, type TSchema } from 'typebox';
import type { ErrorCode } from './errors.ts';
import { IdempotencyKey } from './idempotency-key.ts';
import { ModelName } from './manifest.ts';
import { ModelDetail, ModelList } from './model.ts';
import { Prefer } from './prefer.ts';
import { Answer, Prediction, PredictionId } from './prediction.ts';
import { ModelState } from './state.ts';
import { Upload, UploadRequest } from './upload.ts';

export type ResponseHeader = 'Location' | 'Preference-Applied?' | 'Retry-After' | 'Retry-After?';

/** One operation of the JSON API: the Fastify route, the HTTP API route and the OpenAPI path are built from it. */
export interface Operation {
  readonly method: 'GET' | 'POST';
  /** With `{parameter}` segments, as in API Gateway's route keys and OpenAPI's paths. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly parameters: Readonly<Record<string, TSchema>>;
  /** Optional request headers. */
  readonly headers?: Readonly<Record<string, TSchema>>;
  readonly body?: TSchema;
  readonly responses: Readonly<Record<number, TSchema>>;
  /** Headers of a success response, by status; an optional one ends with `?`. */
  readonly responseHeaders?: Readonly<Record<number, readonly ResponseHeader[]>>;
  /** A success may have another media type than JSON, which its manifest lists. */
  readonly answersAnyType?: true;
  /** Only for models that take uploads: others have no asynchronous endpoint. */
  readonly takesUploads?: true;
  /** Body and answer have the model's own schemas: the OpenAPI document has one path per model. */
  readonly schemasOfModel?: true;
  readonly errors: readonly ErrorCode[];
}

/** The errors of every operation that calls AWS. */
const COMMON_ERRORS = [
  'accept_unsupported',
  'cloud_throttled',
  'cloud_unavailable',
  'cloud_denied',
] as const;

const model = { model: ModelName };

/** The body of a prediction; it is validated against the model's own input schema once the model is known. */
const Input = Type.Record(Type.String(), Type.Unknown(), { $id: 'Input' });

export const OPERATIONS = {
  listModels: {
    method: 'GET',
    path: '/v1/models',
    summary: 'Every model with its state',
    parameters: {},
    responses: { 200: ModelList },
    errors: COMMON_ERRORS,
  },
  getModel: {
    method: 'GET',
    path: '/v1/models/{model}',
    summary: 'Schema, examples, serving mode, state and cost of one model',
    parameters: model,
    responses: { 200: ModelDetail },
    errors: ['model_unknown', ...COMMON_ERRORS],
  },
  createPrediction: {
    method: 'POST',
    path: '/v1/models/{model}/predictions',
    summary: 'The answer (200), or the id of a parked prediction while the endpoint wakes (202)',
    parameters: model,
    headers: { 'Idempotency-Key': IdempotencyKey, Prefer },
    body: Input,
    responses: { 200: Answer, 202: Prediction },
    responseHeaders: {
      200: ['Preference-Applied?'],
      202: ['Location', 'Retry-After', 'Preference-Applied?'],
    },
    answersAnyType: true,
    schemasOfModel: true,
    errors: [
      'model_unknown',
      'body_not_json',
      'body_not_utf8',
      'body_too_large',
      'content_type_unsupported',
      'content_encoding_unsupported',
      'input_invalid',
      'url_refused',
      'url_unreachable',
      'url_too_large',
      'url_not_picture',
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
      'job_expired',
      ...COMMON_ERRORS,
    ],
  },
  createUpload: {
    method: 'POST',
    path: '/v1/models/{model}/uploads',
    summary: 'A presigned URL for a large input, whose upload starts a job (201)',
    parameters: model,
    body: UploadRequest,
    responses: { 201: Upload },
    responseHeaders: { 201: ['Location'] },
    takesUploads: true,
    errors: [
      'model_unknown',
      'body_not_json',
      'body_not_utf8',
      'body_too_large',
      'content_type_unsupported',
      'content_encoding_unsupported',
      'request_invalid',
      'uploads_unsupported',
      'overloaded',
      'model_retired',
      ...COMMON_ERRORS,
    ],
  },
  getPrediction: {
    method: 'GET',
    path: '/v1/predictions/{id}',
    summary: 'A parked prediction: queued, running, succeeded or failed, with the answer',
    parameters: { id: PredictionId },
    responses: { 200: Prediction },
    responseHeaders: { 200: ['Retry-After?'] },
    answersAnyType: true,
    errors: ['prediction_unknown', ...COMMON_ERRORS],
  },
  wakeModel: {
    method: 'POST',
    path: '/v1/models/{model}/wake',
    summary: 'Wakes the endpoint without a prediction',
    parameters: model,
    responses: { 200: ModelState, 202: ModelState },
    responseHeaders: { 202: ['Retry-After'] },
    errors: [
      'model_unknown',
      'endpoint_failed',
      'awake_ceiling',
      'model_retired',
      ...COMMON_ERRORS,
    ],
  },
  getOpenApi: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This description',
    parameters: {},
    responses: { 200: Type.Record(Type.String(), Type.Unknown()) },
    errors: ['accept_unsupported'],
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;
