import { NAME_PREFIX } from '@pilotlight/contracts';

/**
 * A stack's name has no hyphen, so that the first one after `pilotlight-` ends it: `pilotlight-a-b-c` is of stack `a` only,
 * and `pilotlight-a-*` matches nothing of another stack.
 */
export const STACK_NAME = /^[a-z0-9]+$/;

/** How long a stack's name may be, so that every name made from it fits its service (a role's 64 characters first). */
export const STACK_NAME_CHARACTERS = 30;

/** SageMaker's names end at 63 characters; the model and its configuration add Pulumi's 8 to the endpoint's. */
export const ENDPOINT_NAME_CHARACTERS = 63 - 8;

/** `pilotlight-STACK`, what every name of a stack starts with. */
export function stackPrefix(stack: string): string {
  return `${NAME_PREFIX}${stack}`;
}

/** The endpoint of a model: fixed, so that policies, events and functions can name it before it exists. */
export function endpointName(prefix: string, model: string): string {
  return `${prefix}-${model}`;
}
