import type { ErrorCode } from '@pilotlight/contracts';
import type { Failure } from '../api/failure.ts';

export interface FailureWords {
  title: string;
  detail: string;
}

/** What each code means to the user of the page. */
const TITLES: Record<ErrorCode, string> = {
  body_not_json: 'The service could not read the question',
  body_not_utf8: 'The service could not read the question',
  body_too_large: 'That is too long for one question',
  content_type_unsupported: 'The service could not read the question',
  content_encoding_unsupported: 'The service could not read the question',
  accept_unsupported: 'The service cannot answer in that form',
  input_invalid: 'Something in the form needs changing',
  url_refused: 'This address cannot be used',
  url_unreachable: 'The picture could not be fetched',
  url_too_large: 'The picture is too large',
  url_not_picture: 'There is no picture at this address that the model takes',
  model_unknown: 'There is no such model',
  model_already_loaded: 'The model is already loaded',
  uploads_unsupported: 'This model takes no uploads',
  upload_missing: 'Nothing was uploaded in time',
  upload_invalid: 'The uploaded file is not what was announced',
  job_expired: 'The job was not finished in time',
  prediction_unknown: 'The answer is no longer kept',
  route_unknown: 'The service does not know that address',
  method_not_allowed: 'The service does not allow this method',
  request_invalid: 'The service could not read the question',
  idempotency_key_reused: 'This page sent two questions with the same key',
  model_rejected: 'The model cannot take this input',
  answer_not_finite: 'The model’s answer is not a finite number',
  model_error: 'The model failed on this input',
  model_timeout: 'The model took too long over this input',
  output_too_large: 'The answer is too large to be sent',
  endpoint_failed: 'The endpoint could not be started',
  awake_ceiling: 'Today’s awake hours are used up',
  model_retired: 'The model is being taken out of service',
  replay_given_up: 'The question was tried several times, without an answer',
  prediction_lost: 'The stored question or answer is lost',
  cloud_throttled: 'Too many requests right now',
  cloud_unavailable: 'AWS does not answer right now',
  cloud_denied: 'The service lacks a permission',
  overloaded: 'The model is overloaded',
  model_not_loaded: 'The model is not loaded yet',
  memory_short: 'There is not enough memory for the model',
  internal: 'Something went wrong on the service’s side',
};

/** By status, for responses without a problem document (from API Gateway or a proxy); 0: no response at all. */
const WITHOUT_CODE: Record<number, FailureWords> = {
  0: {
    title: 'The service does not answer',
    detail: 'It may be your connection. What you wrote is still here; try again in a moment.',
  },
  413: { title: TITLES.body_too_large, detail: 'Shorten the text and ask again.' },
  429: { title: TITLES.cloud_throttled, detail: 'Wait a few seconds and ask again.' },
  504: { title: 'The answer took too long', detail: 'Ask again; a second try is often quicker.' },
};

const OFFLINE: FailureWords = {
  title: 'You are offline',
  detail: 'What you wrote is still here. Reconnect and try again.',
};

function generalWords({ status, offline }: Failure): FailureWords {
  if (offline) return OFFLINE;
  const known = WITHOUT_CODE[status];
  if (known) return known;
  if (status >= 500) {
    return { title: TITLES.internal, detail: `Try again in a moment (HTTP status ${status}).` };
  }
  if (status < 0) {
    return { title: 'This page made a mistake', detail: 'Reload it, and please report it.' };
  }
  return { title: 'This page cannot read the answer', detail: `HTTP status ${status}.` };
}

/** A failure in words: by its code, else by its status. A code unknown to this page is shown with its own title. */
export function failureWords(failure: Failure): FailureWords {
  const { code, title, detail } = failure.problem ?? {};
  const general = generalWords(failure);
  const known = code !== undefined && Object.hasOwn(TITLES, code) ? TITLES[code] : undefined;
  return { title: known ?? title ?? general.title, detail: detail ?? general.detail };
}
