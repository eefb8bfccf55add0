import type { Verdict } from '@pilotlight/contracts';
import { type Finding, findingsOf } from '../finding.ts';
import { MODEL } from '../names.ts';

/** A warning for each way of serving that the size rules out. */
export function checkServing(verdicts: readonly Verdict[]): Finding[] {
  return verdicts
    .filter(({ fits }) => !fits)
    .map(({ way, why, instead }) =>
      findingsOf('serving-mode', 'warning')(MODEL, `rules out ${way.name}: ${why}`, instead),
    );
}
