import { LIMITS, problem, ProblemError, type ErrorCode, type Problem } from '@pilotlight/contracts';
import { CloudError, type CloudErrorKind } from './cloud-error.ts';
import type { WakeRecord } from './wake/wake-record.ts';

const CODES: Readonly<Record<CloudErrorKind, ErrorCode>> = {
  denied: 'cloud_denied',
  throttled: 'cloud_throttled',
  unavailable: 'cloud_unavailable',
  refused: 'endpoint_failed',
};

function words({ kind, service, operation }: CloudError): string {
  switch (kind) {
    case 'denied':
      return `The service is not permitted to call ${service} (${operation}). Its operator can mend that; the log names what is missing.`;
    case 'throttled':
      return `${service} takes no more calls at the moment. Try again in a few seconds.`;
    case 'unavailable':
      return `${service} did not answer as it should. Try again in a few seconds.`;
    case 'refused':
      return 'The endpoint could not be created or updated. The log says why.';
  }
}

/** What a caller may be told of `error`: general words only, for the cause belongs in the log. */
export function refusal(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof CloudError) return new ProblemError(CODES[error.kind], words(error));
  return new ProblemError('internal', 'The request could not be answered. The log says why.');
}

/** What is worth another try in a moment, though nobody knows when exactly. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'overloaded',
  'cloud_throttled',
  'cloud_unavailable',
  'replay_given_up',
]);

/** When another try may help, in seconds; undefined when it will not, or nobody knows. */
export function retryAdvice({ code, retryAfterSeconds }: ProblemError): number | undefined {
  return retryAfterSeconds ?? (PASSING.has(code) ? LIMITS.retryAfterSeconds.unknown : undefined);
}

/** The same as a document that can be kept with a prediction; its advice counts from when that has failed. */
export function refusalDocument(error: unknown): Problem {
  const refused = refusal(error);
  const { code, message, errors } = refused;
  return problem(code, message, { errors, retryAfterSeconds: retryAdvice(refused) });
}

/** A document that was kept, `seconds` later: its advice is for whoever reads it now. */
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

/** What those who ask for a model are told when there will be no endpoint; undefined when there may be one. */
export function wakeRefusal(
  { status, reason, restUntil }: WakeRecord,
  now: number,
): ProblemError | undefined {
  switch (status) {
    case 'failed': {
      const detail = reason ?? 'The endpoint could not be started.';
      const rest = restUntil > now ? Math.ceil((restUntil - now) / 1000) : undefined;
      return new ProblemError('endpoint_failed', detail, [], rest);
    }
    case 'retired':
      return modelRetired();
    default:
      return undefined;
  }
}
