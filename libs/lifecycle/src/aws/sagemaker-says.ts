import { isAwsError } from './errors.ts';

/**
 * How the messages of SageMaker's ValidationException begin. AWS publishes none of them; the name that follows stands in
 * double quotes, in single ones or in none, so each match ends before it.
 */
const TEXTS = {
  noEndpoint: /^Could not find endpoint (?!configuration )/,
  noConfiguration: /^Could not find endpoint configuration /,
  exists: /^Cannot create already existing endpoint (?!configuration )/,
  inProgress: /^Cannot update in-progress endpoint/,
} as const;

/** Whether SageMaker's control plane refused a call for this reason. */
export function sageMakerSays(error: unknown, reason: keyof typeof TEXTS): error is Error {
  return isAwsError(error, 'ValidationException', TEXTS[reason]);
}
