import type { JobStepName, Prediction } from '@pilotlight/contracts';
import { took } from '../words/duration.ts';

export interface StepLine {
  name: JobStepName;
  title: string;
  state: 'reached' | 'current' | 'ahead' | 'missed';
  /** How long it took since the step before. */
  time: string;
}

const TITLES: Readonly<Record<JobStepName, string>> = {
  accepted: 'Announced',
  uploaded: 'In the bucket',
  submitted: 'In the endpoint’s queue',
  answered: 'Answered by the model',
  stored: 'Divided into pictures',
};

const ORDER = Object.keys(TITLES) as JobStepName[];

/** Every step of a job, with those that it has reached. */
export function stepLines(prediction: Prediction | undefined): StepLine[] {
  const reached = prediction?.steps ?? [];
  const last = ORDER.indexOf(reached.at(-1)?.name ?? 'accepted');
  const failed = prediction?.status === 'failed';
  return ORDER.map((name, index) => {
    const at = reached.findIndex((step) => step.name === name);
    const [step, before] = [reached[at], reached[at - 1]];
    const seconds =
      step && before ? (Date.parse(step.at) - Date.parse(before.at)) / 1000 : undefined;
    return {
      name,
      title: TITLES[name],
      state: stateOf(index, last, failed, prediction?.status === 'succeeded'),
      time: seconds === undefined ? '' : took(Math.max(0, seconds)),
    };
  });
}

function stateOf(index: number, last: number, failed: boolean, done: boolean): StepLine['state'] {
  if (index <= last || done) return 'reached';
  if (failed) return 'missed';
  return index === last + 1 ? 'current' : 'ahead';
}
