import type { Autoname } from './handler.ts';

const SUFFIX_DIGITS = 7;

/**
 * `RESOURCE-7hex`, cut to the longest name that the service takes.
 * @param seed at least four bytes; the same seed gives the same name
 */
export function autoname(rule: Autoname, resource: string, seed: Uint8Array): string {
  const suffix = Buffer.from(seed).toString('hex').slice(0, SUFFIX_DIGITS);
  const stem = rule.lowerCase === true ? resource.toLowerCase() : resource;
  return `${stem.slice(0, rule.maxLength - SUFFIX_DIGITS - 1)}-${suffix}`;
}
