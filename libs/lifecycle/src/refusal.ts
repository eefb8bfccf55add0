import { problem, ProblemError, type ErrorCode, type Problem } from '@pilotlight/contracts';
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

/** The same as a document that can be kept with a prediction. */
export function refusalDocument(error: unknown): Problem {
  const { code, message, errors } = refusal(error);
  return problem(code, message, { errors });
}

export const modelRetired = () =>
  new ProblemError('model_retired', 'The model is being taken out of service.');

/** What those who ask for a model are told when there will be no endpoint; undefined when there may be one. */
export function wakeRefusal({ status, reason }: WakeRecord): ProblemError | undefined {
  switch (status) {
    case 'failed':
      return new ProblemError('endpoint_failed', reason ?? 'The endpoint could not be started.');
    case 'retired':
      return modelRetired();
    default:
      return undefined;
  }
}
