import type { Exercise } from '@pilotlight/contracts';
import { classificationOf, labelOf, type Label } from '../answer/classification.ts';
import { isRecord } from '../api/storage.ts';
import { percent } from '../words/percent.ts';

export interface Verdict {
  reached: boolean;
  /** The probability of the label that the model gave. */
  probability: number | undefined;
  heading: string;
  explanation: string;
}

/** Below the first, a reached goal counts as narrow; from the second on, a missed goal counts as close. */
const CLEAR_PROBABILITY = 0.6;
const NEAR_PROBABILITY = 0.35;

const chance = (probability: number | undefined) =>
  probability === undefined ? '' : ` (${percent(probability)})`;

/** Whether `output` reaches `goal`, in words for the learner. */
export function verdictOf(
  exercise: Exercise,
  labels: readonly Label[],
  goal: string,
  output: unknown,
): Verdict {
  const found: unknown = isRecord(output) ? output[exercise.target] : undefined;
  const said = labelOf(String(found), labels).title;
  const wanted = labelOf(goal, labels).title;
  const classes = classificationOf(output, labels);
  const probability = classes?.label === found ? classes?.probability : undefined;
  if (found === goal) {
    const narrow = probability !== undefined && probability < CLEAR_PROBABILITY;
    return {
      reached: true,
      probability,
      heading: narrow ? `${wanted}, narrowly` : `${wanted}: reached`,
      explanation: narrow
        ? `It counts. The model reads it as ${said}${chance(probability)}, but is not sure.`
        : `The model reads it as ${said}${chance(probability)}.`,
    };
  }
  const goalShare = classes?.shares.find(({ name }) => name === goal)?.probability;
  const near = goalShare !== undefined && goalShare >= NEAR_PROBABILITY;
  return {
    reached: false,
    probability,
    heading: near ? `So close to ${wanted}` : `Not ${wanted} yet`,
    explanation: `The model reads it as ${said}${chance(probability)}${
      goalShare === undefined ? '' : ` and gives ${wanted} ${percent(goalShare)}`
    }.`,
  };
}
