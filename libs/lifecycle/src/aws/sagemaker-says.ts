import { isAwsError } from '@pilotlight/hosts/aws';

/**
 * The beginnings of SageMaker's ValidationException messages. AWS does not document them. The name that follows may be
 * in double quotes, single quotes or none, so each pattern ends before it.
 */
const TEXTS = {
  noEndpoint: /^Could not find endpoint (?!configuration )/,
  noConfiguration: /^Could not find endpoint configuration /,
  exists: /^Cannot create already existing endpoint (?!configuration )/,
  inProgress: /^Cannot update in-progress endpoint/,
} as const;

/** Whether SageMaker's control plane rejected a call for this reason. */
export function sageMakerSays(error: unknown, reason: keyof typeof TEXTS): error is Error {
  return isAwsError(error, 'ValidationException', TEXTS[reason]);
}
