import type { ModelDetail } from '@pilotlight/contracts';
import { ceilingWords, costWords } from '../words/costWords.ts';

/** Quietly, under the endpoint's state: what it has cost, what sleeping saved, and how much of today is left. */
export function CostLine({ cost }: { cost: NonNullable<ModelDetail['cost']> }) {
  const today = ceilingWords(cost);
  return (
    <p class="bar-cost">
      {costWords(cost)}
      {today && <span> {today}</span>}
    </p>
  );
}
