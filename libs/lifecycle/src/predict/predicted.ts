import { ProblemError, type Prediction } from '@pilotlight/contracts';
import type { Outcome } from '../ports.ts';

/** The answer, or the prediction that waits for the endpoint. */
export type Predicted =
  | { readonly kind: 'answered'; readonly output: unknown }
  | { readonly kind: 'parked'; readonly prediction: Prediction };

/**
 * What an asker gets for an outcome.
 * @throws ProblemError for one that is an error
 */
export function answeredBy(outcome: Outcome): Predicted {
  if ('output' in outcome) return { kind: 'answered', output: outcome.output };
  const { code, detail, errors, retryAfterSeconds } = outcome.error;
  throw new ProblemError(code, detail, errors, retryAfterSeconds);
}

/**
 * What an asker gets for a prediction as it stands.
 * @throws ProblemError for one that failed
 */
export function predictedBy(prediction: Prediction): Predicted {
  const { status, output, error } = prediction;
  if (error) return answeredBy({ error });
  return status === 'succeeded' ? answeredBy({ output }) : { kind: 'parked', prediction };
}
