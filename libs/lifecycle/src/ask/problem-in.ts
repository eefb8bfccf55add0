import { parse, Problem } from '@pilotlight/contracts';

/** The problem document from the container; undefined for any other text. */
export function problemIn(message: string): Problem | undefined {
  try {
    return parse(Problem, JSON.parse(message), 'problem');
  } catch {
    return undefined;
  }
}
