import { ProblemError, type Prediction } from '@pilotlight/contracts';
import type { Answered, Outcome } from '../queue/ports.ts';

/** The answer, or the prediction that is parked or has its answer in files. */
export type Predicted =
  | ({ readonly kind: 'answered' } & Answered)
  | { readonly kind: 'parked'; readonly prediction: Prediction };

/**
 * The caller's result for an outcome.
 * @throws ProblemError when the outcome is an error
 */
export function answeredBy(outcome: Outcome): Predicted {
  if (!('error' in outcome)) return { kind: 'answered', ...outcome };
  const { code, detail, errors, retryAfterSeconds } = outcome.error;
  throw new ProblemError(code, detail, errors, retryAfterSeconds);
}

/**
 * The caller's result for a prediction in its current status.
 * @throws ProblemError when it has failed
 */
export function predictedBy(prediction: Prediction): Predicted {
  const { status, output, answer, files, servedBy, error } = prediction;
  if (error) return answeredBy({ error });
  if (status !== 'succeeded' || files) return { kind: 'parked', prediction };
  const by = servedBy === undefined ? {} : { servedBy };
  if (!answer) return answeredBy({ output, ...by });
  const { contentType, base64 } = answer;
  return answeredBy({ payload: { body: Buffer.from(base64, 'base64'), contentType }, ...by });
}
