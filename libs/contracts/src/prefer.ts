import { Type } from 'typebox';
import { LIMITS } from './limits.ts';

/** The header `Prefer` (RFC 7240). Any value is allowed: a preference that is unknown or not valid is ignored. */
export const Prefer = Type.String({
  description:
    '`wait=SECONDS` holds the request for the answer, instead of 202 at once: ' +
    `for at most ${LIMITS.heldSeconds} seconds. Other preferences are ignored.`,
  examples: ['wait=10'],
});
