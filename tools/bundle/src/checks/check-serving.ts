import { type Finding, findingsOf } from '../finding.ts';
import { MODEL } from '../names.ts';
import type { Verdict } from '../serving/verdicts.ts';

/** A warning for each way of serving that the size rules out. */
export function checkServing(verdicts: readonly Verdict[]): Finding[] {
  return verdicts
    .filter(({ fits }) => !fits)
    .map(({ mode, why, instead }) =>
      findingsOf('serving-mode', 'warning')(MODEL, `rules out ${mode}: ${why}`, instead),
    );
}
