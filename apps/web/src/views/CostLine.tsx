import type { ModelDetail } from '@pilotlight/contracts';
import { ceilingWords, costWords } from '../words/costWords.ts';

interface Props {
  cost: NonNullable<ModelDetail['cost']>;
  /** A wake was refused by today's ceiling: the bar says so already, so the ceiling is left out here. */
  refused: boolean;
  /** A function answers too, whose cost is not counted. */
  besideFunction: boolean;
}

/** A line under the endpoint's state: its cost, what sleeping saved, and today's awake time against the ceiling. */
export function CostLine({ cost, refused, besideFunction }: Props) {
  const words = costWords(cost);
  const today = refused ? undefined : ceilingWords(cost);
  return (
    <p class="bar-cost">
      {besideFunction
        ? `The endpoint alone: ${words.charAt(0).toLowerCase()}${words.slice(1)}`
        : words}
      {today && <span> {today}</span>}
    </p>
  );
}
