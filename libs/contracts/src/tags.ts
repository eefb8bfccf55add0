/** What every name of a stack starts with. */
export const NAME_PREFIX = 'pilotlight-';

/**
 * The tags of every endpoint that a wake creates. Pulumi does not know of it, so that they alone tell whose it is once its
 * stack is gone. Never change these keys, or existing endpoints would no longer be recognised.
 */
export const ENDPOINT_TAGS = {
  /** The stack's name: IAM lets a function touch no endpoint that has another. */
  stack: 'pilotlight:stack',
  /** The name of the stack's table. */
  table: 'pilotlight:table',
  /** The model's name, as the table knows it. */
  model: 'pilotlight:model',
  /** What it was created on: its configuration, which tells it too, goes with the stack. */
  instanceType: 'pilotlight:instance-type',
  /** Since when nobody could tell whether it is used, as an ISO time; set by the reaper, and only while that is so. */
  blindSince: 'pilotlight:blind-since',
} as const;
