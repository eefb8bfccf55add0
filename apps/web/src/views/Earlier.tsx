import type { Reached } from '../practice/progress.ts';
import { percent } from '../words/percent.ts';

/** In the verdict's place before there is one: what the learner reached this goal with, if it is reached. */
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
