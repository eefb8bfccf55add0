import { LIMITS, problem, ProblemError, type ErrorCode, type Problem } from '@pilotlight/contracts';
import { CloudError, type CloudErrorKind } from '@pilotlight/hosts';

const CODES: Readonly<Record<CloudErrorKind, ErrorCode>> = {
  denied: 'cloud_denied',
  throttled: 'cloud_throttled',
  unavailable: 'cloud_unavailable',
  refused: 'endpoint_failed',
};

function words({ kind, service, operation }: CloudError): string {
  switch (kind) {
    case 'denied':
      return `The service is not permitted to call ${service} (${operation}). Its operator can fix that; the log names the missing permission.`;
    case 'throttled':
      return `${service} is throttling calls. Try again in a few seconds.`;
    case 'unavailable':
      return `A call to ${service} failed. Try again in a few seconds.`;
    case 'refused':
      return 'The endpoint could not be created or updated. The log says why.';
  }
}

/** `error` as the caller may see it: in general words, because the cause belongs in the log. */
export function refusal(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof CloudError) return new ProblemError(CODES[error.kind], words(error));
  return new ProblemError('internal', 'The request could not be answered. The log says why.');
}

/** Transient errors: a retry may help soon, at an unknown time. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'overloaded',
  'cloud_throttled',
  'cloud_unavailable',
  'replay_given_up',
]);

/** When a retry may help, in seconds; undefined when it will not, or that is unknown. */
export function retryAdvice({ code, retryAfterSeconds }: ProblemError): number | undefined {
  return retryAfterSeconds ?? (PASSING.has(code) ? LIMITS.retryAfterSeconds.unknown : undefined);
}

/** `refusal` as a document to store with a prediction; `retryAfterSeconds` counts from the time of the failure. */
export function refusalDocument(error: unknown): Problem {
  const refused = refusal(error);
  const { code, message, errors } = refused;
  return problem(code, message, { errors, retryAfterSeconds: retryAdvice(refused) });
}

/** A stored document, read `seconds` later: its `retryAfterSeconds` counts from now. */
export function aged(error: Problem, seconds: number): Problem {
  const { retryAfterSeconds: advice, ...rest } = error;
  if (advice === undefined) return error;
  return {
    ...rest,
    retryAfterSeconds: Math.max(LIMITS.retryAfterSeconds.least, Math.ceil(advice - seconds)),
  };
}

export const modelRetired = () =>
  new ProblemError('model_retired', 'The model is being taken out of service.');
