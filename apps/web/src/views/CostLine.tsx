import type { ModelDetail } from '@pilotlight/contracts';
import { ceilingWords, costWords } from '../words/costWords.ts';

interface Props {
  cost: NonNullable<ModelDetail['cost']>;
  /** The words about today's ceiling stand elsewhere already. */
  refused: boolean;
}

/** Quietly, under the endpoint's state: what it has cost, what sleeping saved, and how much of today is left. */
export function CostLine({ cost, refused }: Props) {
  const today = refused ? undefined : ceilingWords(cost);
  return (
    <p class="bar-cost">
      {costWords(cost)}
      {today && <span> {today}</span>}
    </p>
  );
}
