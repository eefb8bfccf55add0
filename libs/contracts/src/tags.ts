/** The prefix of every name of a stack. */
export const NAME_PREFIX = 'pilotlight-';

/**
 * End the names of the endpoints that the program declares, each of one model. No model's name has two hyphens in a row,
 * so that no endpoint that a wake creates has such a name.
 */
export const DECLARED_SUFFIX = { serverless: '--serverless', async: '--async' } as const;

/**
 * The tags of every endpoint that a wake creates. Pulumi does not manage these: once the stack is deleted, only the
 * tags identify the owner. Never change these keys, or existing endpoints would no longer be recognised.
 */
export const ENDPOINT_TAGS = {
  /** The stack's name: IAM denies a function access to endpoints with another one. */
  stack: 'pilotlight:stack',
  /** The name of the stack's table. */
  table: 'pilotlight:table',
  /** The endpoint's key in the table: the name of its only model, or `shared`. */
  model: 'pilotlight:model',
  /** The instance type at creation; the configuration, which also says it, is deleted with the stack. */
  instanceType: 'pilotlight:instance-type',
  /** Since when it is unknown whether the endpoint is used (ISO time). The reaper sets it, and removes it later. */
  blindSince: 'pilotlight:blind-since',
} as const;
