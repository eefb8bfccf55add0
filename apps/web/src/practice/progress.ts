import type { Exercise } from '@pilotlight/contracts';
import { isRecord, stored, type Stored } from '../api/storage.ts';

/** The learner's text that reached a goal. */
export interface Reached {
  text: string;
  probability: number | null;
}

/** A learner's progress, keyed by prompt text and goal, so that a new version may reorder the prompts. */
export interface Progress {
  /** The prompt last worked on. */
  prompt: string | undefined;
  reached: Record<string, Record<string, Reached>>;
}

export const NOTHING: Progress = { prompt: undefined, reached: {} };

function isProgress(value: unknown): value is Progress {
  return isRecord(value) && isRecord(value.reached) && Object.values(value.reached).every(isRecord);
}

export function progressOf(model: string): Stored<Progress> {
  return stored(() => localStorage, `pilotlight.practice.${model}`, isProgress);
}

export function reachedFor(progress: Progress, prompt: string): Record<string, Reached> {
  return progress.reached[prompt] ?? {};
}

export function withReached(
  progress: Progress,
  prompt: string,
  goal: string,
  reached: Reached,
): Progress {
  const own = { ...reachedFor(progress, prompt), [goal]: reached };
  return { prompt, reached: { ...progress.reached, [prompt]: own } };
}

/** The goals still open for `prompt`, in the exercise's order. */
export function openGoals({ goals }: Exercise, progress: Progress, prompt: string): string[] {
  const done = reachedFor(progress, prompt);
  return goals.map(({ label }) => label).filter((label) => !Object.hasOwn(done, label));
}

/** The next prompt after `prompt` with an open goal, wrapping round at the end; undefined when all are done. */
export function nextOpenPrompt(
  exercise: Exercise,
  progress: Progress,
  prompt: string,
): string | undefined {
  const { prompts } = exercise;
  const start = prompts.indexOf(prompt) + 1;
  return [...prompts.slice(start), ...prompts.slice(0, start)].find(
    (candidate) => openGoals(exercise, progress, candidate).length > 0,
  );
}

export interface Tally {
  /** How many goals are reached for each prompt, in the exercise's order. */
  byPrompt: number[];
  goals: { reached: number; all: number };
  prompts: { complete: number; all: number };
}

export function tallyOf(exercise: Exercise, progress: Progress): Tally {
  const { goals, prompts } = exercise;
  const byPrompt = prompts.map(
    (prompt) => goals.length - openGoals(exercise, progress, prompt).length,
  );
  return {
    byPrompt,
    goals: {
      reached: byPrompt.reduce((sum, count) => sum + count, 0),
      all: goals.length * prompts.length,
    },
    prompts: {
      complete: byPrompt.filter((count) => count === goals.length).length,
      all: prompts.length,
    },
  };
}
