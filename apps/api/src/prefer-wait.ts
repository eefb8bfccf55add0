import { LIMITS } from '@pilotlight/contracts';
import type { FastifyRequest } from 'fastify';

/** One preference of a list; a comma within quotes does not end it. */
const PREFERENCES = /(?:[^,"]|"(?:[^"\\]|\\.)*")+/g;

/** `wait`, its value, and any parameters. */
const WAIT = /^\s*wait\s*=\s*(?:(\d+)|"(\d+)")\s*(?:;|$)/i;

/**
 * For how many seconds the caller lets its request be held: the preference `wait` of the header `Prefer` (RFC 7240), at
 * most `LIMITS.heldSeconds`. Of several only the first counts. Undefined without one, or when it is not valid.
 */
export function preferredWait({ headers }: FastifyRequest): number | undefined {
  const list = [headers.prefer ?? []].flat().join(',').match(PREFERENCES) ?? [];
  const first = list.find((preference) => /^\s*wait\s*(?:[=;]|$)/i.test(preference));
  const [, bare, quoted] = WAIT.exec(first ?? '') ?? [];
  const seconds = bare ?? quoted;
  return seconds === undefined ? undefined : Math.min(Number(seconds), LIMITS.heldSeconds);
}
