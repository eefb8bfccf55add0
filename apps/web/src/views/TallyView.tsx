import type { Tally } from '../practice/progress.ts';
import { Flame } from './Flame.tsx';

interface Props {
  tally: Tally;
  /** What one prompt is called, in lower case. */
  noun: string;
  /** Counted from 1. */
  current: number;
  onClear: () => void;
}

/** Progress over the whole exercise: a flame for each prompt, which grows with each goal reached. */
export function TallyView({ tally: { byPrompt, goals, prompts }, noun, current, onClear }: Props) {
  const each = goals.all / prompts.all;
  return (
    <section class="tally" aria-labelledby="tally-title">
      <div class="tally-head">
        <h2 id="tally-title">
          {goals.reached} of {goals.all} reached
        </h2>
        <p class="muted">
          {prompts.complete} of {prompts.all} {noun}s complete. Kept in this browser only.
        </p>
        {goals.reached > 0 && (
          <button
            type="button"
            class="button button-quiet"
            onClick={() => {
              if (confirm('Forget everything reached so far?')) onClear();
            }}
          >
            Start over
          </button>
        )}
      </div>
      <div class="tally-flames" aria-hidden="true">
        {byPrompt.map((count, index) => (
          <span key={index} class={index + 1 === current ? 'wick wick-current' : 'wick'}>
            <Flame
              class="flame-still"
              status={count === 0 ? 'asleep' : count < each ? 'waking' : 'awake'}
              kindled={count / each}
            />
          </span>
        ))}
      </div>
    </section>
  );
}
