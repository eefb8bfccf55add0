import type { Verdict } from '@pilotlight/contracts';
import { type Finding, findingsOf } from '../finding.ts';
import { MODEL } from '../names.ts';
import type { Subject } from '../subject.ts';

/** A warning for each way of serving that the size rules out. A model of files is meant to be asynchronous only. */
export function checkServing(
  verdicts: readonly Verdict[],
  { manifest }: Pick<Subject, 'manifest'>,
): Finding[] {
  return verdicts
    .filter(({ fits, way }) => !fits && (!manifest?.answerFiles || way.mode === 'async'))
    .map(({ way, why, instead }) =>
      findingsOf('serving-mode', 'warning')(MODEL, `rules out ${way.name}: ${why}`, instead),
    );
}
