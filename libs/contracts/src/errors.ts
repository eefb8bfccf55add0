/**
 * The registry of error codes. A code keeps its meaning and is never removed; clients may switch on it. `status` is its
 * HTTP status; `title` is the same text in every occurrence (RFC 9457, section 3.1.4).
 */
export const ERRORS = {
  body_not_json: { status: 400, title: 'The body is not JSON' },
  body_not_utf8: { status: 400, title: 'The body is not UTF-8' },
  body_too_large: { status: 413, title: 'The body is too large' },
  content_type_unsupported: { status: 415, title: 'The content type is not supported' },
  content_encoding_unsupported: { status: 415, title: 'The content encoding is not supported' },
  accept_unsupported: { status: 406, title: 'None of the accepted content types is available' },
  input_invalid: { status: 422, title: "The input does not fit the model's schema" },
  url_refused: { status: 422, title: 'The URL may not be fetched' },
  url_unreachable: { status: 422, title: 'The URL could not be fetched' },
  url_too_large: { status: 422, title: 'The picture at the URL is too large' },
  url_not_picture: {
    status: 422,
    title: 'The URL does not lead to a picture that the model takes',
  },
  model_unknown: { status: 404, title: 'There is no such model' },
  model_already_loaded: { status: 409, title: 'The model is loaded already' },
  uploads_unsupported: { status: 422, title: 'The model takes no uploads here' },
  upload_missing: { status: 410, title: 'Nothing was uploaded in time' },
  upload_invalid: { status: 422, title: 'The upload is not what was announced' },
  job_expired: { status: 504, title: 'The job was not finished in time' },
  prediction_unknown: { status: 404, title: 'There is no such prediction' },
  route_unknown: { status: 404, title: 'There is no such page' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  request_invalid: { status: 400, title: 'The request is not valid' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key was used for another input' },
  model_rejected: { status: 422, title: 'The model refused the input' },
  answer_not_finite: { status: 422, title: "The model's answer is not a finite number" },
  model_error: { status: 502, title: 'The model failed on this input' },
  model_timeout: { status: 504, title: 'The model did not answer in time' },
  output_too_large: { status: 502, title: "The model's answer is too large to be sent" },
  endpoint_failed: { status: 503, title: 'The endpoint could not be started' },
  awake_ceiling: { status: 429, title: 'The awake hours of the day are used up' },
  model_retired: { status: 410, title: 'The model is being taken out of service' },
  replay_given_up: {
    status: 503,
    title: 'The prediction was tried several times without an answer',
  },
  prediction_lost: { status: 500, title: 'The stored data of the prediction is missing' },
  cloud_throttled: { status: 503, title: 'AWS asked us to slow down' },
  cloud_unavailable: { status: 503, title: 'AWS did not answer' },
  cloud_denied: { status: 500, title: 'The service lacks a permission that it needs' },
  overloaded: { status: 503, title: 'There is more work than can be queued' },
  model_not_loaded: { status: 503, title: 'The model is not loaded yet' },
  memory_short: { status: 507, title: 'There is not enough memory for the model' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;

export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[];
