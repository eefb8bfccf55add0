import { ProblemError, type Prediction } from '@pilotlight/contracts';
import type { Outcome } from '../queue/ports.ts';

/** The answer, or the prediction that is parked. */
export type Predicted =
  | { readonly kind: 'answered'; readonly output: unknown }
  | { readonly kind: 'parked'; readonly prediction: Prediction };

/**
 * The caller's result for an outcome.
 * @throws ProblemError when the outcome is an error
 */
export function answeredBy(outcome: Outcome): Predicted {
  if ('output' in outcome) return { kind: 'answered', output: outcome.output };
  const { code, detail, errors, retryAfterSeconds } = outcome.error;
  throw new ProblemError(code, detail, errors, retryAfterSeconds);
}

/**
 * The caller's result for a prediction in its current status.
 * @throws ProblemError when it has failed
 */
export function predictedBy(prediction: Prediction): Predicted {
  const { status, output, error } = prediction;
  if (error) return answeredBy({ error });
  return status === 'succeeded' ? answeredBy({ output }) : { kind: 'parked', prediction };
}
