import type { Reached } from '../practice/progress.ts';
import { percent } from '../words/percent.ts';

/** Shown before there is a verdict: the text that reached this goal earlier, if any. */
export function Earlier({ reached }: { reached: Reached | undefined }) {
  if (!reached) return <p class="card-empty">The verdict appears here.</p>;
  return (
    <>
      <p class="muted">
        You have reached this goal
        {reached.probability !== null && ` (${percent(reached.probability)})`} with:
      </p>
      <blockquote class="tried">{reached.text}</blockquote>
    </>
  );
}
