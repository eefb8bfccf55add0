import { NAME_PREFIX } from '@pilotlight/contracts';

/**
 * A stack's name has no hyphen, so that the first one after `pilotlight-` ends it: `pilotlight-a-b-c` belongs to stack
 * `a` only, and `pilotlight-a-*` matches nothing of another stack.
 */
export const STACK_NAME = /^[a-z0-9]+$/;

/** With a longer stack name, some derived name would exceed its service's limit; a role's 64 characters come first. */
export const STACK_NAME_CHARACTERS = 30;

/** SageMaker's limit is 63 characters; a model's or configuration's name is the endpoint's and Pulumi's suffix of 8. */
export const ENDPOINT_NAME_CHARACTERS = 63 - 8;

/** The limit of Lambda, and of IAM for the role, is 64 characters; both names end with Pulumi's suffix of 8. */
export const FUNCTION_NAME_CHARACTERS = 64 - 8;

/** `pilotlight-STACK`, the prefix of every name of a stack. */
export function stackPrefix(stack: string): string {
  return `${NAME_PREFIX}${stack}`;
}

/** The endpoint of a model: fixed, so that policies, events and functions can name it before it exists. */
export function endpointName(prefix: string, model: string): string {
  return `${prefix}-${model}`;
}

/**
 * What the name of a model's function begins with. Pulumi appends a suffix, so that a function that must be replaced
 * exists beside its successor until the callers have moved.
 */
export function functionName(prefix: string, model: string): string {
  return `${prefix}-model-${model}`;
}

/** Ends the names of a function on EFS and of its role. No model's name has two hyphens in a row. */
export const EFS_SUFFIX = '--efs';
