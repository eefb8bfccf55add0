import type { Exercise } from '@pilotlight/contracts';
import type { Reached } from '../practice/progress.ts';
import { Flame } from './Flame.tsx';

interface Props {
  goals: Exercise['goals'];
  chosen: string;
  reached: Record<string, Reached>;
  disabled: boolean;
  onChoose: (label: string) => void;
}

/** The goals for one prompt, each with a flame that is lit once the learner has reached it. */
export function Goals({ goals, chosen, reached, disabled, onChoose }: Props) {
  return (
    <fieldset class="goals" disabled={disabled}>
      <legend>Your goal</legend>
      <div class="goals-row">
        {goals.map(({ label, title }) => {
          const done = reached[label];
          return (
            <label key={label} class="goal">
              <input
                type="radio"
                name="goal"
                value={label}
                checked={label === chosen}
                onChange={() => onChoose(label)}
              />
              <Flame status={done ? 'awake' : 'asleep'} class="flame-still" />
              <span class="goal-title">{title}</span>
              <span class="goal-done">{done ? 'reached' : 'open'}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
