import type { ClassShare } from '../answer/classification.ts';
import { percent } from '../words/percent.ts';

interface Props {
  shares: readonly ClassShare[];
  /** The class that the model chose. */
  chosen: string;
  /** The class that is the exercise's goal, if any. */
  goal?: string | undefined;
}

/** A bar for each class. */
export function Bars({ shares, chosen, goal }: Props) {
  return (
    <ul class="shares" aria-label="Probability of each class">
      {shares.map(({ name, title, probability }) => (
        <li key={name} class={name === chosen ? 'share share-chosen' : 'share'}>
          <span class="share-name">
            {title}
            {name === goal && <span class="share-goal">goal</span>}
          </span>
          <span class="share-value">{percent(probability)}</span>
          <span class="share-track" aria-hidden="true">
            <span style={{ transform: `scaleX(${Math.min(1, Math.max(0, probability))})` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
