import { problem, ProblemError, type ErrorCode, type Problem } from '@pilotlight/contracts';
import { CloudError, type CloudErrorKind } from './cloud-error.ts';

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
      return 'The endpoint could not be created. The log says why.';
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
