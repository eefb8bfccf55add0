import type { ErrorCode } from '@pilotlight/contracts';
import type { Failure } from '../api/failure.ts';

export interface FailureWords {
  title: string;
  detail: string;
}

/** What each code means to the person in front of the page. */
const TITLES: Record<ErrorCode, string> = {
  body_not_json: 'The service could not read the question',
  body_not_utf8: 'The service could not read the question',
  body_too_large: 'That is too long for one question',
  content_type_unsupported: 'The service could not read the question',
  content_encoding_unsupported: 'The service could not read the question',
  accept_unsupported: 'The service cannot answer in that form',
  input_invalid: 'Something in the form needs changing',
  model_unknown: 'This model is not here',
  model_already_loaded: 'This model is there already',
  prediction_unknown: 'The answer is no longer kept',
  route_unknown: 'The service does not know that address',
  method_not_allowed: 'The service cannot be asked in that way',
  request_invalid: 'The service could not read the question',
  idempotency_key_reused: 'This page asked two questions as one',
  model_rejected: 'The model cannot take this input',
  answer_not_finite: 'The model has no number for this input',
  model_error: 'The model failed on this input',
  model_timeout: 'The model took too long over this input',
  output_too_large: 'The answer is too large to be sent',
  endpoint_failed: 'The endpoint could not be started',
  awake_ceiling: 'Today’s awake hours are used up',
  model_retired: 'The model is being taken out of service',
  replay_given_up: 'The question was tried several times, without an answer',
  prediction_lost: 'The service lost what it had kept',
  cloud_throttled: 'Too much at once just now',
  cloud_unavailable: 'AWS does not answer just now',
  cloud_denied: 'The service may not do this',
  overloaded: 'The model has its hands full',
  memory_short: 'The model needs more memory than there is',
  internal: 'Something went wrong on the service’s side',
};

/** What to say of an answer without a problem document, by API Gateway or a proxy, or of no answer at all. */
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
  detail: 'What you wrote is still here. Connect again, and go on.',
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

/** A failure in words: by its code, else by its status. A code newer than this page is told by its own title. */
export function failureWords(failure: Failure): FailureWords {
  const { code, title, detail } = failure.problem ?? {};
  const general = generalWords(failure);
  const known = code !== undefined && Object.hasOwn(TITLES, code) ? TITLES[code] : undefined;
  return { title: known ?? title ?? general.title, detail: detail ?? general.detail };
}
