import type { Exercise } from '@pilotlight/contracts';
import { useMemo, useState } from 'preact/hooks';
import type { Question } from '../ask/pending.ts';
import {
  NOTHING,
  nextOpenPrompt,
  openGoals,
  progressOf,
  reachedFor,
  tallyOf,
  withReached,
  type Reached,
  type Tally,
} from './progress.ts';

export interface Practice {
  prompt: string;
  /** Counted from 1. */
  number: number;
  goal: Exercise['goals'][number];
  reached: Record<string, Reached>;
  tally: Tally;
  /** What comes after this goal: another goal of the same prompt, another prompt, or nothing. */
  next: { kind: 'goal'; label: string; title: string } | { kind: 'prompt' } | { kind: 'done' };
  chooseGoal(label: string): void;
  /** Moves `by` prompts forward (negative: back), wrapping round. */
  movePrompt(by: number): void;
  /** Moves to `next`. */
  advance(): void;
  record(prompt: string, goal: string, reached: Reached): void;
  clear(): void;
}

interface Place {
  prompt: string;
  goal: string;
}

/**
 * A learner's place and progress in an exercise, saved in this browser.
 * @param resumed the question that still waits for its answer after a reload
 */
export function usePractice(
  model: string,
  exercise: Exercise,
  resumed: Question | undefined,
): Practice {
  const kept = useMemo(() => progressOf(model), [model]);
  const [progress, setProgress] = useState(() => kept.load() ?? NOTHING);
  const { goals, prompts } = exercise;
  const [firstGoal] = goals;
  const [firstPrompt] = prompts;
  if (!firstGoal || firstPrompt === undefined) {
    throw new Error('An exercise must have a goal and a prompt');
  }

  const firstOpen = (prompt: string) => openGoals(exercise, progress, prompt)[0] ?? firstGoal.label;
  const [place, setPlace] = useState<Place>(() => {
    const asked = resumed?.input[exercise.given];
    const wanted = [asked, progress.prompt].find(
      (candidate): candidate is string =>
        typeof candidate === 'string' && prompts.includes(candidate),
    );
    const prompt = wanted ?? firstPrompt;
    return { prompt, goal: resumed?.goal ?? firstOpen(prompt) };
  });

  const keep = (changed: typeof progress) => {
    kept.save(changed);
    setProgress(changed);
  };
  const goTo = (prompt: string) => {
    setPlace({ prompt, goal: firstOpen(prompt) });
    keep({ ...progress, prompt });
  };

  const goal = goals.find(({ label }) => label === place.goal) ?? firstGoal;
  const nextGoal = openGoals(exercise, progress, place.prompt).find(
    (label) => label !== goal.label,
  );
  const nextPrompt = nextOpenPrompt(exercise, progress, place.prompt);

  const next = (): Practice['next'] => {
    const found = goals.find(({ label }) => label === nextGoal);
    if (found) return { kind: 'goal', label: found.label, title: found.title };
    return nextPrompt === undefined ? { kind: 'done' } : { kind: 'prompt' };
  };

  return {
    prompt: place.prompt,
    number: prompts.indexOf(place.prompt) + 1,
    goal,
    reached: reachedFor(progress, place.prompt),
    tally: tallyOf(exercise, progress),
    next: next(),
    chooseGoal: (label) => setPlace({ prompt: place.prompt, goal: label }),
    movePrompt(by) {
      const index = (prompts.indexOf(place.prompt) + by + prompts.length) % prompts.length;
      goTo(prompts[index] ?? firstPrompt);
    },
    advance() {
      if (nextGoal) setPlace({ prompt: place.prompt, goal: nextGoal });
      else if (nextPrompt !== undefined) goTo(nextPrompt);
    },
    record: (prompt, label, reached) => keep(withReached(progress, prompt, label, reached)),
    clear: () => keep({ ...NOTHING, prompt: place.prompt }),
  };
}
