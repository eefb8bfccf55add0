import type { Prediction } from '@pilotlight/contracts';
import { stepLines } from '../upload/jobSteps.ts';

const WORDS = { reached: 'done', current: 'now', ahead: '', missed: 'not reached' } as const;

/** Every step of a job, with how long it took. */
export function JobSteps({ prediction }: { prediction: Prediction | undefined }) {
  return (
    <ol class="steps" aria-label="Steps of the job">
      {stepLines(prediction).map(({ name, title, state, time }) => (
        <li
          key={name}
          class={`step step-${state}`}
          aria-current={state === 'current' ? 'step' : undefined}
        >
          <span class="step-title">{title}</span>
          <span class="step-time">{time || WORDS[state]}</span>
        </li>
      ))}
    </ol>
  );
}
